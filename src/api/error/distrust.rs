//! Why a server cannot be trusted.

/// Why a server is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    /// Its certificate has run out, or the clock of this machine is ahead.
    #[error("expired certificate")]
    Expired,
    /// Its certificate is not valid yet, or the clock of this machine is behind.
    #[error("certificate not valid yet")]
    NotYetValid,
    /// The certificate of the authority that signed its own has run out.
    #[error("expired certificate of the authority")]
    AuthorityExpired,
    /// Its certificate is signed by nobody this machine trusts.
    #[error("unknown issuer")]
    UnknownIssuer,
    /// Its certificate is signed by itself, and nobody has told this machine to trust it.
    #[error("signed by itself")]
    SelfSigned,
    /// Its certificate is for another name.
    #[error("certificate for another host")]
    WrongHost,
    /// Its certificate names no server at all: it has no *subject alternative name*.
    #[error("certificate without the name of a server")]
    NoName,
    /// Its certificate is of version 1 or 2 of X.509, which cannot name a server.
    #[error("certificate of an old version")]
    OldForm,
    /// Its certificate is for another purpose, or is that of an authority.
    #[error("certificate for another purpose")]
    NotForServers,
    /// Its certificate is signed in a way that is no longer safe.
    #[error("certificate with a weak signature")]
    Weak,
    /// Its certificate was taken back by the issuer.
    #[error("revoked certificate")]
    Revoked,
    /// It wants a certificate from this program, which has none.
    #[error("wants a certificate of the client")]
    WantsCertificate,
    /// It offers only encryption that is too old, or none that both sides know.
    #[error("no encryption in common")]
    OldEncryption,
    /// What answers at this port speaks no TLS.
    #[error("no encryption at this port")]
    NoEncryption,
    /// Anything else: a damaged certificate, or a connection that ends while encryption is agreed on.
    #[error("no usable encryption")]
    Other,
}

/// Why the configured file holds no certificates that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaFileFault {
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// A folder, a pipe or a device.
    #[error("not a file")]
    NotAFile,
    /// Larger than any list of certificates.
    #[error("too large")]
    TooLarge,
    /// The system does not let it be read, or not in time.
    #[error("unreadable")]
    Unreadable,
    /// Nothing is in it.
    #[error("empty")]
    Empty,
    /// It holds certificates that are cut short or damaged.
    #[error("damaged")]
    Damaged,
    /// A private key.
    #[error("a private key")]
    PrivateKey,
    /// A public key alone.
    #[error("a public key")]
    PublicKey,
    /// A store of keys and certificates behind a password: PKCS#12 or that of Java.
    #[error("a key store")]
    KeyStore,
    /// A request for a certificate.
    #[error("a certificate request")]
    Request,
    /// A list of revoked certificates.
    #[error("a list of revoked certificates")]
    RevocationList,
    /// Something else.
    #[error("no certificates")]
    OtherKind,
}
