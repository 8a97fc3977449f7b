//! Sentence ids for errors of certificates, the CA file and proxies.

use crate::api::error::{CaFileFault, Distrust, ProxyRefusal};

/// The sentence for a refusal by a proxy whose name is not known.
pub(super) fn proxy(refusal: ProxyRefusal) -> &'static str {
    match refusal {
        ProxyRefusal::Authentication => "error-proxy-password",
        ProxyRefusal::Failed | ProxyRefusal::Unreachable => "error-proxy",
    }
}

/// The sentence for a refusal by a named proxy.
pub(super) fn named_proxy(refusal: ProxyRefusal) -> &'static str {
    match refusal {
        ProxyRefusal::Authentication => "error-proxy-password-named",
        ProxyRefusal::Failed => "error-proxy-named",
        ProxyRefusal::Unreachable => "error-proxy-unreachable",
    }
}

/// The sentence for a server that is not trusted.
pub(super) fn certificate(distrust: Distrust) -> &'static str {
    match distrust {
        Distrust::Expired => "error-tls-expired",
        Distrust::NotYetValid => "error-tls-not-yet-valid",
        Distrust::AuthorityExpired => "error-tls-authority-expired",
        Distrust::UnknownIssuer => "error-tls-unknown-issuer",
        Distrust::SelfSigned => "error-tls-self-signed",
        Distrust::WrongHost => "error-tls-wrong-host",
        Distrust::NoName => "error-tls-no-name",
        Distrust::OldForm => "error-tls-old-form",
        Distrust::NotForServers => "error-tls-not-for-servers",
        Distrust::Weak => "error-tls-weak",
        Distrust::Revoked => "error-tls-revoked",
        Distrust::WantsCertificate => "error-tls-wants-certificate",
        Distrust::OldEncryption => "error-tls-old-encryption",
        Distrust::NoEncryption => "error-tls-none",
        Distrust::Other => "error-tls-other",
    }
}

/// The sentence for a CA file that cannot be used.
pub(super) fn ca_file(fault: CaFileFault) -> &'static str {
    match fault {
        CaFileFault::Missing => "error-ca-file-missing",
        CaFileFault::NotAFile => "error-ca-file-not-a-file",
        CaFileFault::TooLarge => "error-ca-file-too-large",
        CaFileFault::Unreadable => "error-ca-file-unreadable",
        CaFileFault::Empty => "error-ca-file-empty",
        CaFileFault::Damaged => "error-ca-file-damaged",
        CaFileFault::PrivateKey => "error-ca-file-private-key",
        CaFileFault::PublicKey => "error-ca-file-public-key",
        CaFileFault::KeyStore => "error-ca-file-key-store",
        CaFileFault::Request => "error-ca-file-request",
        CaFileFault::RevocationList => "error-ca-file-revocation-list",
        CaFileFault::OtherKind => "error-ca-file-other",
    }
}
