//! Which servers are trusted: those that the system trusts, and those that the administrator's file of certificates
//! vouches for.
//!
//! The file may hold the certificate of an authority, as usual, or the very certificate that the server shows, which
//! is what `openssl req -x509` makes and what `curl --cacert` takes. Such a certificate is compared byte for byte; its
//! dates, the name of the server and the proof that the server has its key are checked as with any other.
//!
//! There is no way to switch any of this off.

mod file;

use super::error::{CaFileFault, Distrust};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ResolvesClientCert, WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{
    self, CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme,
};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;
use x509_parser::x509::X509Version;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Why no server can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The system has no certificates, and no file is configured.
    NoSystemCertificates,
    /// The configured file cannot be used.
    File(CaFileFault),
}

/// Notes whether a server asked for a certificate of this program, which has none.
#[derive(Debug, Default)]
pub(super) struct Asked(AtomicBool);

impl Asked {
    /// Whether one did.
    pub(super) fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl ResolvesClientCert for Asked {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.store(true, Ordering::Relaxed);
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}

/// How a connection is encrypted and who is believed. Reads files: for a blocking thread.
pub(super) fn config(ca_file: Option<&Path>, asked: Arc<Asked>) -> Result<ClientConfig, Fault> {
    let provider = Arc::new(crypto::ring::default_provider());
    let verifier = Verifier::new(ca_file, &provider)?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has what TLS 1.2 and 1.3 need");
    let mut config = builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_client_cert_resolver(asked);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Decides whether a server is who it should be, and why not.
#[derive(Debug)]
struct Verifier {
    /// The configured file, then the system.
    trusted: Vec<Arc<dyn ServerCertVerifier>>,
    /// Certificates of the file that may be the server's own.
    listed: Vec<CertificateDer<'static>>,
    /// Certificates of the file that were valid once; they only explain.
    expired: Option<Arc<WebPkiServerVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
}

/// What a server showed, to whom, and when.
#[derive(Clone, Copy)]
struct Shown<'a> {
    certificate: &'a CertificateDer<'a>,
    above: &'a [CertificateDer<'a>],
    name: &'a ServerName<'a>,
    ocsp: &'a [u8],
    now: UnixTime,
}

impl Verifier {
    fn new(ca_file: Option<&Path>, provider: &Arc<CryptoProvider>) -> Result<Self, Fault> {
        let configured = ca_file.map(file::read).transpose().map_err(Fault::File)?.unwrap_or_default();
        let now = UnixTime::now();
        let (listed, expired): (Vec<_>, Vec<_>) =
            configured.into_iter().partition(|certificate| !has_expired(certificate, now));
        if !expired.is_empty() {
            tracing::warn!(count = expired.len(), "certificates of ca_file have expired");
        }
        let system = rustls_platform_verifier::Verifier::new(Arc::clone(provider));
        if ca_file.is_none() && system.is_err() {
            return Err(Fault::NoSystemCertificates);
        }
        let mut trusted: Vec<Arc<dyn ServerCertVerifier>> = Vec::new();
        trusted.extend(anchored(&listed, provider).map(|verifier| verifier as Arc<dyn ServerCertVerifier>));
        trusted.extend(system.map(|system| Arc::new(system) as Arc<dyn ServerCertVerifier>));
        Ok(Self {
            trusted,
            expired: anchored(&expired, provider),
            listed,
            algorithms: provider.signature_verification_algorithms,
        })
    }

    /// Whether it is trusted, else the reason that says most.
    fn judge(&self, shown: Shown<'_>) -> Result<ServerCertVerified, rustls::Error> {
        let mut reason = rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        for verifier in &self.trusted {
            match shown.to(verifier.as_ref()) {
                Ok(trusted) => return Ok(trusted),
                Err(error) if is_unknown(&reason) => reason = error,
                Err(_) => {}
            }
        }
        if self.listed.iter().any(|listed| listed == shown.certificate) {
            shown.by_itself()
        } else {
            Err(reason)
        }
    }

    fn explain(&self, error: &rustls::Error, shown: Shown<'_>) -> Distrust {
        use CertificateError as Reason;

        let rustls::Error::InvalidCertificate(reason) = error else { return Distrust::Other };
        let Ok((_, read)) = X509Certificate::from_der(shown.certificate) else { return Distrust::Other };
        let is_by_expired =
            || self.expired.as_ref().is_some_and(|verifier| shown.to(verifier.as_ref()).is_ok());
        let is_by_itself = read.issuer() == read.subject() && read.verify_signature(None).is_ok();
        match reason {
            _ if read.version() != X509Version::V3 => Distrust::OldForm,
            Reason::Expired | Reason::ExpiredContext { .. } if !has_expired(shown.certificate, shown.now) => {
                Distrust::AuthorityExpired
            }
            Reason::Expired | Reason::ExpiredContext { .. } => Distrust::Expired,
            Reason::NotValidYet | Reason::NotValidYetContext { .. } => Distrust::NotYetValid,
            // An authority of the same name as a trusted one, but with another key, is not known either.
            Reason::UnknownIssuer | Reason::BadSignature if is_by_expired() => Distrust::AuthorityExpired,
            Reason::UnknownIssuer | Reason::BadSignature if is_by_itself => Distrust::SelfSigned,
            Reason::UnknownIssuer | Reason::BadSignature => Distrust::UnknownIssuer,
            Reason::NotValidForName | Reason::NotValidForNameContext { .. } if has_names(&read) => {
                Distrust::WrongHost
            }
            Reason::NotValidForName | Reason::NotValidForNameContext { .. } => Distrust::NoName,
            Reason::Revoked => Distrust::Revoked,
            Reason::InvalidPurpose | Reason::InvalidPurposeContext { .. } => Distrust::NotForServers,
            Reason::UnsupportedSignatureAlgorithmContext { .. }
            | Reason::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => Distrust::Weak,
            Reason::Other(_) if read.is_ca() && is_by_itself => Distrust::SelfSigned,
            Reason::Other(_) if read.is_ca() => Distrust::NotForServers,
            _ => Distrust::Other,
        }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let shown = Shown {
            certificate: end_entity,
            above: intermediates,
            name: server_name,
            ocsp: ocsp_response,
            now,
        };
        self.judge(shown).map_err(|error| {
            let distrust = self.explain(&error, shown);
            tracing::debug!(
                kind = crate::log::kind(&distrust),
                "the certificate of the server is not trusted"
            );
            rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(distrust))))
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

impl Shown<'_> {
    fn to(self, verifier: &dyn ServerCertVerifier) -> Result<ServerCertVerified, rustls::Error> {
        verifier.verify_server_cert(self.certificate, self.above, self.name, self.ocsp, self.now)
    }

    /// A certificate that the administrator named itself needs no issuer. All the rest is checked.
    fn by_itself(self) -> Result<ServerCertVerified, rustls::Error> {
        let invalid = |reason| Err(rustls::Error::InvalidCertificate(reason));
        let parsed = ParsedCertificate::try_from(self.certificate)?;
        let Ok((_, read)) = X509Certificate::from_der(self.certificate) else {
            return invalid(CertificateError::BadEncoding);
        };
        let now = asn1_time(self.now);
        if read.validity().not_after < now {
            return invalid(CertificateError::Expired);
        }
        if read.validity().not_before > now {
            return invalid(CertificateError::NotValidYet);
        }
        let purposes = read.extended_key_usage().ok().flatten();
        if purposes.is_some_and(|usage| !usage.value.any && !usage.value.server_auth) {
            return invalid(CertificateError::InvalidPurpose);
        }
        verify_server_name(&parsed, self.name)?;
        Ok(ServerCertVerified::assertion())
    }
}

/// Whether the reason says no more than that nobody vouches for it.
fn is_unknown(reason: &rustls::Error) -> bool {
    matches!(reason, rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer))
}

/// Believes what these have signed; nothing where there are none.
fn anchored(
    certificates: &[CertificateDer<'static>],
    provider: &Arc<CryptoProvider>,
) -> Option<Arc<WebPkiServerVerifier>> {
    let mut anchors = RootCertStore::empty();
    let _ = anchors.add_parsable_certificates(certificates.iter().cloned());
    WebPkiServerVerifier::builder_with_provider(Arc::new(anchors), Arc::clone(provider)).build().ok()
}

/// A certificate that cannot be read has no date that has passed.
fn has_expired(certificate: &CertificateDer<'_>, now: UnixTime) -> bool {
    X509Certificate::from_der(certificate)
        .is_ok_and(|(_, certificate)| certificate.validity().not_after < asn1_time(now))
}

fn has_names(certificate: &X509Certificate<'_>) -> bool {
    certificate
        .subject_alternative_name()
        .is_ok_and(|names| names.is_some_and(|names| !names.value.general_names.is_empty()))
}

fn asn1_time(time: UnixTime) -> ASN1Time {
    // Beyond the year 9999 nothing is valid; no clock is there.
    i64::try_from(time.as_secs())
        .ok()
        .and_then(|time| ASN1Time::from_timestamp(time).ok())
        .unwrap_or_else(ASN1Time::now)
}
