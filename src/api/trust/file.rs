//! Reads a file of certificates: PEM with any text around it, DER or PKCS#7. If it has no certificates, finds out what else
//! it is.

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

/// The largest file that is read, in bytes. All authorities of a system together have about 250 kB.
pub(super) const MAX_FILE: u64 = 4 << 20;

/// The object identifier of signed data, which PKCS#7 uses for certificates (RFC 5652, section 5.1).
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

/// Reads all certificates of a file.
///
/// # Errors
///
/// If there is none.
pub(super) fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, CaFileFault> {
    certificates(&content(path)?)
}

fn content(path: &Path) -> Result<Vec<u8>, CaFileFault> {
    disk::read(path, MAX_FILE).map_err(|refusal| match refusal {
        Refusal::Missing => CaFileFault::Missing,
        Refusal::NotAFile => CaFileFault::NotAFile,
        Refusal::TooLarge(_) => CaFileFault::TooLarge,
        Refusal::Denied | Refusal::Late | Refusal::Unreadable => CaFileFault::Unreadable,
    })
}

/// One item of a file.
#[derive(Debug, PartialEq, Eq)]
enum Item {
    Certificate(CertificateDer<'static>),
    Other(CaFileFault),
}

/// The certificates in the content of a file. Other items are ignored if there is one.
fn certificates(content: &[u8]) -> Result<Vec<CertificateDer<'static>>, CaFileFault> {
    const SEQUENCE: u8 = 0x30;
    const JAVA_KEY_STORE: &[u8] = &[0xFE, 0xED, 0xFE, 0xED];

    let items = if content.first() == Some(&SEQUENCE) && is_binary(content) {
        binary(content)
    } else if content.starts_with(JAVA_KEY_STORE) {
        vec![Item::Other(CaFileFault::KeyStore)]
    } else {
        text(&decoded(content))
    };
    let mut certificates = Vec::new();
    let mut faults = Vec::new();
    for item in items {
        match item {
            Item::Certificate(certificate) => certificates.push(certificate),
            Item::Other(fault) => faults.push(fault),
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

/// Whether it is binary. A text may begin with `0`, which is also the first byte of a binary file.
fn is_binary(content: &[u8]) -> bool {
    content.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace() || !byte.is_ascii())
}

/// The content as text, from UTF-8 or UTF-16.
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

/// The items of a PEM text; text around them is ignored.
fn text(text: &str) -> Vec<Item> {
    if text.trim().is_empty() {
        return vec![Item::Other(CaFileFault::Empty)];
    }
    let mut items = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some(label) = label(line, "BEGIN") else { continue };
        let end = format!("-----END {label}-----");
        let mut body = String::new();
        let is_whole = lines.by_ref().any(|line| {
            // An encrypted key has headers (`Name: value`) before its content.
            if line != end && !line.contains(':') {
                body.push_str(line);
            }
            line == end
        });
        let content = BASE64_STANDARD.decode(&body).ok().filter(|_| is_whole);
        items.extend(labelled(label, content.as_deref()));
    }
    if items.is_empty() { without_lines(text) } else { items }
}

/// The label of a line such as `-----BEGIN CERTIFICATE-----`.
fn label<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    line.strip_prefix("-----")?.strip_suffix("-----")?.strip_prefix(word)?.strip_prefix(' ')
}

/// The items under a label. If the content cannot be parsed, the label decides what it is.
fn labelled(label: &str, content: Option<&[u8]>) -> Vec<Item> {
    let promised = match label {
        label if label.ends_with("PRIVATE KEY") => return vec![Item::Other(CaFileFault::PrivateKey)],
        label if label.ends_with("PUBLIC KEY") => return vec![Item::Other(CaFileFault::PublicKey)],
        label if label.ends_with("CERTIFICATE REQUEST") => CaFileFault::Request,
        label if label.ends_with("CERTIFICATE") || matches!(label, "PKCS7" | "CMS") => CaFileFault::Damaged,
        "X509 CRL" => CaFileFault::RevocationList,
        _ => CaFileFault::OtherKind,
    };
    match content.map(binary) {
        Some(items) if items != [Item::Other(CaFileFault::OtherKind)] => items,
        Some(_) | None => vec![Item::Other(promised)],
    }
}

/// A text without labels: the base64 of a certificate, or a public key of SSH.
fn without_lines(text: &str) -> Vec<Item> {
    if text.trim_start().starts_with("ssh-") || text.trim_start().starts_with("ecdsa-sha2-") {
        return vec![Item::Other(CaFileFault::PublicKey)];
    }
    let letters: String = text.split_whitespace().collect();
    BASE64_STANDARD
        .decode(letters)
        .map_or_else(|_| vec![Item::Other(CaFileFault::OtherKind)], |content| binary(&content))
}

/// The items of binary content.
fn binary(content: &[u8]) -> Vec<Item> {
    if let Some(certificates) = signed_data(content) {
        return if certificates.is_empty() {
            vec![Item::Other(CaFileFault::OtherKind)]
        } else {
            certificates
        };
    }
    vec![certificate(content).map_or_else(|| Item::Other(kind(content)), Item::Certificate)]
}

/// A certificate, without what OpenSSL appends to a "trusted certificate".
fn certificate(content: &[u8]) -> Option<CertificateDer<'static>> {
    let whole = first(content)?.whole;
    let certificate = CertificateDer::from(whole.to_vec());
    let is_read = X509Certificate::from_der(whole).is_ok();
    (is_read && RootCertStore::empty().add(certificate.clone()).is_ok()).then_some(certificate)
}

/// What binary content is, if it is no certificate.
fn kind(content: &[u8]) -> CaFileFault {
    const CUT_SHORT: usize = 4;

    let Some(inside) = first(content).and_then(|outer| elements(outer.inside)) else {
        // The outermost length is larger than the content.
        let is_sequence = content.len() > CUT_SHORT && content[0] == 0x30 && content[1] > 0x80;
        return if is_sequence { CaFileFault::Damaged } else { CaFileFault::OtherKind };
    };
    let tags: Vec<_> = inside.iter().map(|element| element.tag).collect();
    match tags.as_slice() {
        // Version 3 and the contents (RFC 7292, section 4).
        [Tag::Integer, Tag::Sequence, ..] if inside[0].inside == [3] => CaFileFault::KeyStore,
        // The algorithm and the encrypted key (RFC 5958, section 3).
        [Tag::Sequence, Tag::OctetString] => CaFileFault::PrivateKey,
        // The algorithm and the key (RFC 5280, section 4.1).
        [Tag::Sequence, Tag::BitString] => CaFileFault::PublicKey,
        // The signed content, the algorithm, the signature.
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => signed(content),
        _ if PrivateKeyDer::try_from(content).is_ok() => CaFileFault::PrivateKey,
        _ => CaFileFault::OtherKind,
    }
}

/// What signed content is: a certificate request, a list of revoked certificates, or a certificate that cannot be used.
fn signed(content: &[u8]) -> CaFileFault {
    if X509CertificationRequest::from_der(content).is_ok() {
        CaFileFault::Request
    } else if CertificateRevocationList::from_der(content).is_ok() {
        CaFileFault::RevocationList
    } else {
        CaFileFault::Damaged
    }
}

/// The certificates of signed data; none if it is something else.
fn signed_data(content: &[u8]) -> Option<Vec<Item>> {
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
        certificates.iter().filter_map(|element| certificate(element.whole)).map(Item::Certificate).collect(),
    )
}

/// An ASN.1 element.
struct Element<'a> {
    class: Class,
    tag: Tag,
    inside: &'a [u8],
    whole: &'a [u8],
}

/// The first element; none if the bytes are something else or end too early.
fn first(bytes: &[u8]) -> Option<Element<'_>> {
    let (rest, any) = Any::from_ber(bytes).ok()?;
    let whole = &bytes[..bytes.len() - rest.len()];
    Some(Element { class: any.class(), tag: any.tag(), inside: any.data, whole })
}

/// All elements in sequence.
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
