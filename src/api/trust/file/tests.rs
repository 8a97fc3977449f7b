//! Every form of certificate file, and other files that people choose instead.

use super::{MAX_FILE, certificates, read};
use crate::api::error::CaFileFault::{self, *};

use rcgen::{
    CertificateParams, CertificateRevocationListParams, Issuer, KeyPair, PublicKeyData, SerialNumber,
};

use std::fs;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/certificates").join(name)).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(fixture(name)).unwrap()
}

/// As Windows writes a text.
fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn certificates_are_read_in_every_form() {
    let bundle = text("bundle.pem");
    let both = certificates(bundle.as_bytes()).unwrap();
    assert_eq!(both.len(), 2);
    let letters: String = text("trusted.pem").lines().filter(|line| !line.starts_with('-')).collect();
    let first = &both[..1];
    let forms: Vec<(&str, Vec<u8>, &[_])> = vec![
        ("line ends of Windows", bundle.replace('\n', "\r\n").into(), &both),
        ("a byte order mark", format!("\u{FEFF}{bundle}").into(), &both),
        ("two bytes a letter", wide(&bundle, u16::to_le_bytes), &both),
        ("two bytes a letter, the other way round", wide(&bundle, u16::to_be_bytes), &both),
        ("text around", format!("0 s:CN = a\n{bundle}\nServer certificate\n").into(), &both),
        ("indented", bundle.replace('\n', "\n  ").into(), &both),
        ("no last line end", bundle.trim_end().into(), &both),
        ("DER", both[0].to_vec(), first),
        ("DER with a line end", [&both[0], &b"\n"[..]].concat(), first),
        ("PKCS#7", fixture("company-der.p7b"), &both),
        ("PKCS#7 in PEM", fixture("company.p7b"), &both),
        ("PKCS#7 by another label", text("company.p7b").replace("PKCS7", "CMS").into(), &both),
        (
            "PKCS#7 by the label of a certificate",
            text("company.p7b").replace("PKCS7", "CERTIFICATE").into(),
            &both,
        ),
        ("by an old label", bundle.replace("CERTIFICATE", "X509 CERTIFICATE").into(), &both),
        ("trusted by OpenSSL", fixture("trusted.pem"), first),
        ("letters alone", letters.into(), first),
        ("beside a key", [fixture("encrypted-key.pem"), bundle.clone().into()].concat(), &both),
        ("beside a damaged one", bundle.clone().replacen("MII", "!!!", 1).into(), &both[1..]),
    ];
    for (form, content, expected) in forms {
        assert_eq!(certificates(&content).as_deref(), Ok(expected), "{form}");
    }
    assert_eq!(certificates(&fixture("version-1.pem")).map(|found| found.len()), Ok(1));
}

#[test]
fn what_is_no_certificate_is_named() {
    let key = KeyPair::generate().unwrap();
    let request = CertificateParams::default().serialize_request(&key).unwrap();
    let list = CertificateRevocationListParams {
        this_update: rcgen::date_time_ymd(2025, 1, 1),
        next_update: rcgen::date_time_ymd(2099, 1, 1),
        crl_number: SerialNumber::from(1),
        issuing_distribution_point: None,
        revoked_certs: Vec::new(),
        key_identifier_method: rcgen::KeyIdMethod::Sha256,
    };
    let list = list.signed_by(&Issuer::new(CertificateParams::default(), &key)).unwrap();
    let bundle = text("bundle.pem");
    let certificate = certificates(bundle.as_bytes()).unwrap()[0].to_vec();
    let mut scratched = certificate.clone();
    scratched[40..200].fill(0x41);
    let cases: Vec<(&str, Vec<u8>, CaFileFault)> = vec![
        ("nothing", Vec::new(), Empty),
        ("blanks", "\u{FEFF} \r\n\t".into(), Empty),
        ("a private key", key.serialize_pem().into(), PrivateKey),
        ("a private key in DER", key.serialize_der(), PrivateKey),
        ("an encrypted key", fixture("encrypted-key.pem"), PrivateKey),
        ("an encrypted key of the old form", fixture("old-encrypted-key.pem"), PrivateKey),
        (
            "a key of OpenSSH",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----".into(),
            PrivateKey,
        ),
        ("a public key", key.public_key_pem().into(), PublicKey),
        ("a public key in DER", key.subject_public_key_info(), PublicKey),
        ("a public key of a shell", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@here".into(), PublicKey),
        ("PKCS#12", fixture("company.pfx"), KeyStore),
        ("a store of Java", vec![0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2], KeyStore),
        ("a request", request.pem().unwrap().into(), Request),
        ("a request in DER", request.der().to_vec(), Request),
        ("a list of revoked ones", list.pem().unwrap().into(), RevocationList),
        ("a list of revoked ones in DER", list.der().to_vec(), RevocationList),
        ("a text", "no certificate\n".into(), OtherKind),
        ("a text that begins like DER", "0123\n".into(), OtherKind),
        ("a page", "<!DOCTYPE html><title>Sign in</title>".into(), OtherKind),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec(), OtherKind),
        (
            "a key of PGP",
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----".into(),
            OtherKind,
        ),
        ("cut short", bundle.as_bytes()[..300].to_vec(), Damaged),
        ("DER cut short", certificate[..300].to_vec(), Damaged),
        ("scratched", scratched, Damaged),
        ("not by the alphabet", bundle.replace("MII", "!!!").into(), Damaged),
        ("another content", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".into(), Damaged),
    ];
    for (kind, content, expected) in cases {
        assert_eq!(certificates(&content).unwrap_err(), expected, "{kind}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_nothing_waits() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // A sparse file needs no space on the disk.
    fs::File::create(path("long")).unwrap().set_len(MAX_FILE + 1).unwrap();
    let mut cases: Vec<(PathBuf, CaFileFault)> = vec![
        (path("missing"), Missing),
        (path("long/below a file"), Missing),
        (folder.path().to_owned(), NotAFile),
        (path("long"), TooLarge),
    ];
    if cfg!(target_os = "linux") {
        // An endless file, and one that cannot be read.
        cases.extend([("/dev/zero".into(), NotAFile), ("/proc/self/mem".into(), Unreadable)]);
    }
    for (path, expected) in cases {
        assert_eq!(read(&path).unwrap_err(), expected, "{}", path.display());
    }
}
