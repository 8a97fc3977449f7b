//! Verifies certificates of servers. A server is trusted if the system trusts it, or by the administrator's file of
//! certificates.
//!
//! The file may contain the certificate of an authority, or that of the server itself, as `openssl req -x509` makes and
//! `curl --cacert` accepts. Such a certificate is pinned: it must be the same byte for byte. Its dates, the name of the
//! server and the proof that the server has its key are checked as with any other.
//!
//! Verification cannot be switched off.

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
    /// The file of certificates cannot be used.
    File(CaFileFault),
}

/// Whether a server requested a client certificate. This program has none.
#[derive(Debug, Default)]
pub(super) struct CertificateRequested(AtomicBool);

impl CertificateRequested {
    /// Whether it was requested.
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl ResolvesClientCert for CertificateRequested {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.store(true, Ordering::Relaxed);
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}

/// The TLS configuration. It reads files, so it blocks.
pub(super) fn config(
    ca_file: Option<&Path>,
    requested: Arc<CertificateRequested>,
) -> Result<ClientConfig, Fault> {
    let provider = Arc::new(crypto::ring::default_provider());
    let verifier = Verifier::new(ca_file, &provider)?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has what TLS 1.2 and 1.3 need");
    let mut config = builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_client_cert_resolver(requested);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Verifies the certificate of a server, and finds the reason if it is not trusted.
#[derive(Debug)]
struct Verifier {
    /// The verifiers of the file and of the system.
    trusted: Vec<Arc<dyn ServerCertVerifier>>,
    /// The certificates of the file, each of which may be that of the server itself.
    pinned: Vec<CertificateDer<'static>>,
    /// A verifier with the expired certificates of the file, only used to find the reason.
    expired: Option<Arc<WebPkiServerVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
}

/// What is verified.
#[derive(Clone, Copy)]
struct Presented<'a> {
    certificate: &'a CertificateDer<'a>,
    intermediates: &'a [CertificateDer<'a>],
    name: &'a ServerName<'a>,
    ocsp: &'a [u8],
    now: UnixTime,
}

impl Verifier {
    fn new(ca_file: Option<&Path>, provider: &Arc<CryptoProvider>) -> Result<Self, Fault> {
        let configured = ca_file.map(file::read).transpose().map_err(Fault::File)?.unwrap_or_default();
        let now = UnixTime::now();
        let (pinned, expired): (Vec<_>, Vec<_>) =
            configured.into_iter().partition(|certificate| !has_expired(certificate, now));
        if !expired.is_empty() {
            tracing::warn!(count = expired.len(), "certificates of ca_file have expired");
        }
        let system = rustls_platform_verifier::Verifier::new(Arc::clone(provider));
        if ca_file.is_none() && system.is_err() {
            return Err(Fault::NoSystemCertificates);
        }
        let mut trusted: Vec<Arc<dyn ServerCertVerifier>> = Vec::new();
        trusted
            .extend(verifier_for(&pinned, provider).map(|verifier| verifier as Arc<dyn ServerCertVerifier>));
        trusted.extend(system.map(|system| Arc::new(system) as Arc<dyn ServerCertVerifier>));
        Ok(Self {
            trusted,
            expired: verifier_for(&expired, provider),
            pinned,
            algorithms: provider.signature_verification_algorithms,
        })
    }

    /// Verifies a certificate. The error is the most specific one.
    fn verify(&self, presented: Presented<'_>) -> Result<ServerCertVerified, rustls::Error> {
        let mut reason = rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        for verifier in &self.trusted {
            match presented.verify_by(verifier.as_ref()) {
                Ok(trusted) => return Ok(trusted),
                Err(error) if is_unknown(&reason) => reason = error,
                Err(_) => {}
            }
        }
        if self.pinned.iter().any(|pinned| pinned == presented.certificate) {
            presented.verify_pinned()
        } else {
            Err(reason)
        }
    }

    fn explain(&self, error: &rustls::Error, presented: Presented<'_>) -> Distrust {
        use CertificateError as Reason;

        let rustls::Error::InvalidCertificate(reason) = error else { return Distrust::Other };
        let Ok((_, read)) = X509Certificate::from_der(presented.certificate) else { return Distrust::Other };
        let is_of_expired_authority =
            || self.expired.as_ref().is_some_and(|verifier| presented.verify_by(verifier.as_ref()).is_ok());
        let is_self_signed = read.issuer() == read.subject() && read.verify_signature(None).is_ok();
        match reason {
            _ if read.version() != X509Version::V3 => Distrust::OldForm,
            Reason::Expired | Reason::ExpiredContext { .. }
                if !has_expired(presented.certificate, presented.now) =>
            {
                Distrust::AuthorityExpired
            }
            Reason::Expired | Reason::ExpiredContext { .. } => Distrust::Expired,
            Reason::NotValidYet | Reason::NotValidYetContext { .. } => Distrust::NotYetValid,
            // `BadSignature`: an authority with the name of a trusted one, but another key.
            Reason::UnknownIssuer | Reason::BadSignature if is_of_expired_authority() => {
                Distrust::AuthorityExpired
            }
            Reason::UnknownIssuer | Reason::BadSignature if is_self_signed => Distrust::SelfSigned,
            Reason::UnknownIssuer | Reason::BadSignature => Distrust::UnknownIssuer,
            Reason::NotValidForName | Reason::NotValidForNameContext { .. } if has_names(&read) => {
                Distrust::WrongHost
            }
            Reason::NotValidForName | Reason::NotValidForNameContext { .. } => Distrust::NoName,
            Reason::Revoked => Distrust::Revoked,
            Reason::InvalidPurpose | Reason::InvalidPurposeContext { .. } => Distrust::NotForServers,
            Reason::UnsupportedSignatureAlgorithmContext { .. }
            | Reason::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => Distrust::Weak,
            Reason::Other(_) if read.is_ca() && is_self_signed => Distrust::SelfSigned,
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
        let presented =
            Presented { certificate: end_entity, intermediates, name: server_name, ocsp: ocsp_response, now };
        self.verify(presented).map_err(|error| {
            let distrust = self.explain(&error, presented);
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

impl Presented<'_> {
    fn verify_by(self, verifier: &dyn ServerCertVerifier) -> Result<ServerCertVerified, rustls::Error> {
        verifier.verify_server_cert(self.certificate, self.intermediates, self.name, self.ocsp, self.now)
    }

    /// Verifies a pinned certificate, which needs no issuer.
    fn verify_pinned(self) -> Result<ServerCertVerified, rustls::Error> {
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

/// Whether the reason is only that the issuer is unknown.
fn is_unknown(reason: &rustls::Error) -> bool {
    matches!(reason, rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer))
}

/// A verifier that trusts these authorities; none if there are none.
fn verifier_for(
    certificates: &[CertificateDer<'static>],
    provider: &Arc<CryptoProvider>,
) -> Option<Arc<WebPkiServerVerifier>> {
    let mut anchors = RootCertStore::empty();
    let _ = anchors.add_parsable_certificates(certificates.iter().cloned());
    WebPkiServerVerifier::builder_with_provider(Arc::new(anchors), Arc::clone(provider)).build().ok()
}

/// Whether a certificate has expired; false if it cannot be parsed.
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
    // It only fails after the year 9999.
    i64::try_from(time.as_secs())
        .ok()
        .and_then(|time| ASN1Time::from_timestamp(time).ok())
        .unwrap_or_else(ASN1Time::now)
}
