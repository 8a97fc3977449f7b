//! A file of certificates in whatever form it comes: PEM with anything around it, DER, PKCS#7; and what a file is
//! that holds none.

use crate::api::error::CaFileFault;
use crate::disk::{self, Refusal};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use x509_parser::asn1_rs::{Any, Class, FromBer, Oid, Tag};
use x509_parser::certificate::X509Certificate;
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::prelude::FromDer;
use x509_parser::revocation_list::CertificateRevocationList;

use std::path::Path;

/// The largest file that is read, in bytes; all authorities of a system together have about 250 kB.
pub(super) const MOST: u64 = 4 << 20;

/// `1.2.840.113549.1.7.2`: signed data, in which PKCS#7 hands certificates on (RFC 5652, 5.1).
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

/// Reads every certificate of a file.
///
/// # Errors
///
/// Why there is none.
pub(super) fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, CaFileFault> {
    certificates(&content(path)?)
}

fn content(path: &Path) -> Result<Vec<u8>, CaFileFault> {
    disk::read(path, MOST).map_err(|refusal| match refusal {
        Refusal::Missing => CaFileFault::Missing,
        Refusal::NotAFile => CaFileFault::NotAFile,
        Refusal::TooLarge(_) => CaFileFault::TooLarge,
        Refusal::Denied | Refusal::Late | Refusal::Unreadable => CaFileFault::Unreadable,
    })
}

/// A part of a file.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Certificate(CertificateDer<'static>),
    Other(CaFileFault),
}

/// The certificates of a file's content. What else is in it only counts where there is none.
fn certificates(content: &[u8]) -> Result<Vec<CertificateDer<'static>>, CaFileFault> {
    const SEQUENCE: u8 = 0x30;
    const JAVA_KEY_STORE: &[u8] = &[0xFE, 0xED, 0xFE, 0xED];

    let pieces = if content.first() == Some(&SEQUENCE) && is_binary(content) {
        binary(content)
    } else if content.starts_with(JAVA_KEY_STORE) {
        vec![Piece::Other(CaFileFault::KeyStore)]
    } else {
        text(&decoded(content))
    };
    let mut certificates = Vec::new();
    let mut faults = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Certificate(certificate) => certificates.push(certificate),
            Piece::Other(fault) => faults.push(fault),
        }
    }
    if certificates.is_empty() {
        return Err(faults.first().copied().unwrap_or(CaFileFault::OtherKind));
    }
    if !faults.is_empty() {
        tracing::warn!(
            count = faults.len(),
            kind = crate::log::kind(&faults[0]),
            "parts of ca_file are not certificates"
        );
    }
    Ok(certificates)
}

/// A text may begin with `0`, which is the same byte as the beginning of a binary file.
fn is_binary(content: &[u8]) -> bool {
    content.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace() || !byte.is_ascii())
}

/// A text, also as Windows writes it.
fn decoded(content: &[u8]) -> String {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<_> = content[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match content {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(content).trim_start_matches('\u{FEFF}').to_owned(),
    }
}

/// The parts of a text between their lines of dashes; what stands around them is passed over.
fn text(text: &str) -> Vec<Piece> {
    if text.trim().is_empty() {
        return vec![Piece::Other(CaFileFault::Empty)];
    }
    let mut pieces = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some(label) = label(line, "BEGIN") else { continue };
        let end = format!("-----END {label}-----");
        let mut body = String::new();
        let is_whole = lines.by_ref().any(|line| {
            // An encrypted key has lines of `Name: value` before its letters.
            if line != end && !line.contains(':') {
                body.push_str(line);
            }
            line == end
        });
        let content = BASE64_STANDARD.decode(&body).ok().filter(|_| is_whole);
        pieces.extend(labelled(label, content.as_deref()));
    }
    if pieces.is_empty() { without_lines(text) } else { pieces }
}

/// The label of a line such as `-----BEGIN CERTIFICATE-----`.
fn label<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    line.strip_prefix("-----")?.strip_suffix("-----")?.strip_prefix(word)?.strip_prefix(' ')
}

/// What a label promises decides where its content cannot be understood.
fn labelled(label: &str, content: Option<&[u8]>) -> Vec<Piece> {
    let promised = match label {
        label if label.ends_with("PRIVATE KEY") => return vec![Piece::Other(CaFileFault::PrivateKey)],
        label if label.ends_with("PUBLIC KEY") => return vec![Piece::Other(CaFileFault::PublicKey)],
        label if label.ends_with("CERTIFICATE REQUEST") => CaFileFault::Request,
        label if label.ends_with("CERTIFICATE") || matches!(label, "PKCS7" | "CMS") => CaFileFault::Damaged,
        "X509 CRL" => CaFileFault::RevocationList,
        _ => CaFileFault::OtherKind,
    };
    match content.map(binary) {
        Some(pieces) if pieces != [Piece::Other(CaFileFault::OtherKind)] => pieces,
        Some(_) | None => vec![Piece::Other(promised)],
    }
}

/// A text without lines of dashes: letters of a certificate alone, or the public key of a shell.
fn without_lines(text: &str) -> Vec<Piece> {
    if text.trim_start().starts_with("ssh-") || text.trim_start().starts_with("ecdsa-sha2-") {
        return vec![Piece::Other(CaFileFault::PublicKey)];
    }
    let letters: String = text.split_whitespace().collect();
    BASE64_STANDARD
        .decode(letters)
        .map_or_else(|_| vec![Piece::Other(CaFileFault::OtherKind)], |content| binary(&content))
}

/// What is in a binary file.
fn binary(content: &[u8]) -> Vec<Piece> {
    if let Some(certificates) = signed_data(content) {
        return if certificates.is_empty() {
            vec![Piece::Other(CaFileFault::OtherKind)]
        } else {
            certificates
        };
    }
    vec![certificate(content).map_or_else(|| Piece::Other(kind(content)), Piece::Certificate)]
}

/// A certificate, without what OpenSSL appends to one that it calls trusted.
fn certificate(content: &[u8]) -> Option<CertificateDer<'static>> {
    let whole = first(content)?.whole;
    let certificate = CertificateDer::from(whole.to_vec());
    let is_read = X509Certificate::from_der(whole).is_ok();
    (is_read && RootCertStore::empty().add(certificate.clone()).is_ok()).then_some(certificate)
}

/// What a binary file is that is no certificate.
fn kind(content: &[u8]) -> CaFileFault {
    const CUT_SHORT: usize = 4;

    let Some(inside) = first(content).and_then(|outer| elements(outer.inside)) else {
        // The outermost length promises more than there is.
        let is_sequence = content.len() > CUT_SHORT && content[0] == 0x30 && content[1] > 0x80;
        return if is_sequence { CaFileFault::Damaged } else { CaFileFault::OtherKind };
    };
    let tags: Vec<_> = inside.iter().map(|element| element.tag).collect();
    match tags.as_slice() {
        // Version 3 and the contents (RFC 7292, 4).
        [Tag::Integer, Tag::Sequence, ..] if inside[0].inside == [3] => CaFileFault::KeyStore,
        // The algorithm and the encrypted key (RFC 5958, 3).
        [Tag::Sequence, Tag::OctetString] => CaFileFault::PrivateKey,
        // The algorithm and the key (RFC 5280, 4.1).
        [Tag::Sequence, Tag::BitString] => CaFileFault::PublicKey,
        // What is signed, the algorithm, the signature.
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => signed(content),
        _ if PrivateKeyDer::try_from(content).is_ok() => CaFileFault::PrivateKey,
        _ => CaFileFault::OtherKind,
    }
}

/// What is signed like a certificate: its request, a list of revoked ones, or a certificate that cannot be used.
fn signed(content: &[u8]) -> CaFileFault {
    if X509CertificationRequest::from_der(content).is_ok() {
        CaFileFault::Request
    } else if CertificateRevocationList::from_der(content).is_ok() {
        CaFileFault::RevocationList
    } else {
        CaFileFault::Damaged
    }
}

/// The certificates of signed data; nothing where it is something else.
fn signed_data(content: &[u8]) -> Option<Vec<Piece>> {
    let inside = elements(first(content)?.inside)?;
    let [name, wrapped, ..] = inside.as_slice() else { return None };
    let is_signed_data = name.tag == Tag::Oid && Oid::new(name.inside.into()).to_id_string() == SIGNED_DATA;
    if !is_signed_data {
        return None;
    }
    let signed = elements(first(wrapped.inside)?.inside)?;
    let certificates =
        signed.iter().find(|element| element.class == Class::ContextSpecific && element.tag == Tag(0));
    let certificates = certificates.and_then(|set| elements(set.inside)).unwrap_or_default();
    Some(
        certificates
            .iter()
            .filter_map(|element| certificate(element.whole))
            .map(Piece::Certificate)
            .collect(),
    )
}

/// One element of ASN.1.
struct Element<'a> {
    class: Class,
    tag: Tag,
    inside: &'a [u8],
    whole: &'a [u8],
}

/// The first element; nothing where the bytes are something else or end before it does.
fn first(bytes: &[u8]) -> Option<Element<'_>> {
    let (rest, any) = Any::from_ber(bytes).ok()?;
    let whole = &bytes[..bytes.len() - rest.len()];
    Some(Element { class: any.class(), tag: any.tag(), inside: any.data, whole })
}

/// All elements, which follow each other.
fn elements(mut bytes: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    while !bytes.is_empty() {
        let element = first(bytes)?;
        bytes = &bytes[element.whole.len()..];
        elements.push(element);
    }
    Some(elements)
}

#[cfg(test)]
mod tests;
