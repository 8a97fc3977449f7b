//! The data at the start of the server.

use super::behaviour::{Behaviour, GenderForm};
use super::people::{Group, People, Person};
use super::upload::DEFAULT_PICTURE;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use jiff::Timestamp;

/// The people at the start of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seed {
    /// The person of the API document, for `--demo`. The mobile number is missing, so that there is something to fill in. The
    /// password is `demo`.
    Example,
    /// The four people of the reference server, with its keys and passwords.
    Reference,
}

impl Seed {
    /// The key of the main person.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Example => "d3a0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2",
            Self::Reference => "f4e75eab6e0f663a972d145478d6fc4b81762070",
        }
    }

    /// The people, their groups and pictures.
    pub(super) fn people(self, behaviour: &Behaviour) -> People {
        let mut people = match self {
            Self::Example => example(behaviour),
            Self::Reference => reference(behaviour),
        };
        if behaviour.default_picture() {
            let grey = RgbImage::from_pixel(160, 160, Rgb([0xb8, 0xbd, 0xc6]));
            people.seed_picture(DEFAULT_PICTURE.to_owned(), jpeg(&grey));
        }
        people
    }
}

fn example(behaviour: &Behaviour) -> People {
    let mut people = People::default();
    people.groups = vec![administrators()];
    let mut behrooz = documented_person(Seed::Example, behaviour);
    behrooz.mobile_number = None;
    behrooz.password = Some("demo");
    people.people.push(behrooz);
    people.seed_picture(DOCUMENTED_PICTURE.to_owned(), jpeg(&portrait()));
    people
}

fn reference(behaviour: &Behaviour) -> People {
    let now = Timestamp::now();
    let support =
        Group { id: 2, name: "Support", notes: "پشتیبانی", created_at: now, updated_at: now };
    let mut people = People::default();
    people.groups = vec![administrators(), support];

    let mut owner = Person::new(2, "owner", "0b2e8f4c7a91d35e6f8091a2b3c4d5e6f7081920");
    owner.password = Some("owner-pass-2");
    owner.groups = vec![2];
    owner.username = Some("sara_owner".to_owned());
    owner.mobile_number = Some("09120000002".to_owned());
    owner.email = Some("sara.owner@example.com".to_owned());
    owner.first_name = Some("Sara".to_owned());
    owner.last_name = Some("Owner".to_owned());
    owner.gender = Some(gender("female", behaviour));

    let mut member = Person::new(3, "member", "3333333333333333333333333333333333333333");
    member.password = Some("member-pass-3");
    member.is_staff = false;
    member.username = Some("plain_member".to_owned());
    member.mobile_number = Some("09120000003".to_owned());
    member.email = Some("plain.member@example.com".to_owned());
    member.first_name = Some("Plain".to_owned());
    member.last_name = Some("Member".to_owned());
    member.gender = Some(gender("other", behaviour));

    let empty = Person::new(4, "empty", "4444444444444444444444444444444444444444");
    people.people = vec![documented_person(Seed::Reference, behaviour), owner, member, empty];
    let purple = RgbImage::from_pixel(160, 160, Rgb([0x7b, 0x4f, 0xa3]));
    people.seed_picture(DOCUMENTED_PICTURE.to_owned(), jpeg(&purple));
    people
}

/// The example of the API document with all fields.
fn documented_person(seed: Seed, behaviour: &Behaviour) -> Person {
    let mut behrooz = Person::new(1, "behrooz", seed.key());
    behrooz.password = Some("behrooz-pass-1");
    behrooz.groups = vec![1];
    behrooz.username = Some("BehroozGhorbani".to_owned());
    behrooz.mobile_number = Some("09308744204".to_owned());
    behrooz.email = Some("behrooz21@hotmail.com".to_owned());
    behrooz.first_name = Some("بهروز".to_owned());
    behrooz.last_name = Some("قربانی".to_owned());
    behrooz.gender = Some(gender("male", behaviour));
    behrooz.avatar = Some(DOCUMENTED_PICTURE.to_owned());
    behrooz.last_login = Some(time("2025-11-29T12:35:37.440928Z"));
    behrooz.created_at = time("2025-11-22T13:15:20.827325Z");
    behrooz
}

fn administrators() -> Group {
    Group {
        id: 1,
        name: "Administrators",
        notes: "All system administrators with full permissions",
        created_at: time("2025-11-22T13:07:28.186722Z"),
        updated_at: time("2025-11-22T13:07:28.186728Z"),
    }
}

const DOCUMENTED_PICTURE: &str = "photo22132188258.jpg";

fn gender(lower: &str, behaviour: &Behaviour) -> String {
    match behaviour.gender() {
        GenderForm::Lower | GenderForm::Display => lower.to_owned(),
        GenderForm::Capital => super::rules::capitalized(lower),
    }
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("the seed's times are well formed")
}

/// A simple portrait: head and shoulders in front of an evening sky.
fn portrait() -> RgbImage {
    let side = 256_u32;
    let half = side as f32 / 2.0;
    RgbImage::from_fn(side, side, |x, y| {
        let (x, y) = ((x as f32 - half) / half, (y as f32 - half) / half);
        let head = (x * x + (y + 0.18).powi(2)) < 0.12;
        let shoulders = (x / 0.72).powi(2) + ((y - 1.05) / 0.72).powi(2) < 1.0;
        let height = (y + 1.0) / 2.0;
        if head {
            Rgb([0xf2, 0xc9, 0xa8])
        } else if shoulders {
            Rgb([0x2f, 0x3e, 0x6b])
        } else {
            Rgb([blend(0x5b, 0xf0, height), blend(0x6f, 0xa9, height), blend(0xc4, 0x8a, height)])
        }
    })
}

fn blend(from: u8, to: u8, share: f32) -> u8 {
    (f32::from(from) + (f32::from(to) - f32::from(from)) * share) as u8
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85)
        .encode_image(picture)
        .expect("writing a small picture into memory cannot fail");
    bytes
}
