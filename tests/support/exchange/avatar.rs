//! Sending and removing the picture.

use super::json::no_file;
use super::pictures::{cut, noise, plain, png_of};
use super::{Exchange, ME, MULTIPART, Part, Section, form, get, multipart, patch, request};

use image::ImageFormat;
use nameplate::demo::{Behaviour, FailingWrites, MediaForm, PictureNames};
use serde_json::{Value, json};

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section { title: "avatar", behaviour: Behaviour::default(), exchanges: uploads() },
        Section { title: "avatar refused", behaviour: Behaviour::default(), exchanges: refusals() },
        Section { title: "avatar names", behaviour: Behaviour::default(), exchanges: names() },
        Section { title: "avatar lost", behaviour: Behaviour::default(), exchanges: lost() },
        Section {
            title: "avatar at a bare path",
            behaviour: Behaviour { media: MediaForm::Relative, ..Behaviour::default() },
            exchanges: vec![
                upload("relative", "عکس.jpg", &plain(ImageFormat::Jpeg))
                    .shows(json!({ "avatar": "/media/users/avatars/%D8%B9%DA%A9%D8%B3.jpg" })),
                request("and there it is", "", "GET", "/media/users/avatars/%D8%B9%DA%A9%D8%B3.jpg")
                    .answers_picture("image/jpeg"),
            ],
        },
        Section {
            title: "avatar told apart by the query, signed anew",
            behaviour: Behaviour { media: MediaForm::Query, signed_media: true, ..Behaviour::default() },
            exchanges: signed(),
        },
        Section {
            title: "avatar overwritten and encoded anew",
            behaviour: Behaviour {
                picture_names: PictureNames::Same,
                reencodes: true,
                ..Behaviour::default()
            },
            exchanges: overwritten(),
        },
        Section {
            title: "a default picture",
            behaviour: Behaviour { default_picture: true, ..Behaviour::default() },
            exchanges: default(),
        },
        Section {
            title: "changes that fail",
            behaviour: Behaviour { failing_writes: FailingWrites::Never, ..Behaviour::default() },
            exchanges: failing(),
        },
        Section {
            title: "changes that fail and are done late",
            behaviour: Behaviour { failing_writes: FailingWrites::Late, ..Behaviour::default() },
            exchanges: failing(),
        },
    ]
}

fn signed() -> Vec<Exchange> {
    let jpeg = plain(ImageFormat::Jpeg);
    let at = |name: &str| json!({ "avatar": format!("http://{{host}}/media/?file=users/avatars/{name}&Signature=*") });
    vec![
        get("Q1 the query tells which", "behrooz").shows(at("photo22132188258.jpg")),
        upload("Q2 another query for another one", "a.jpg", &jpeg).shows(at("a.jpg")),
        request("Q3 it is served", "", "GET", "/media/?file=users/avatars/a.jpg&Signature=0")
            .answers_picture("image/jpeg")
            .has_bytes(jpeg),
    ]
}

fn overwritten() -> Vec<Exchange> {
    let png = plain(ImageFormat::Png);
    let place = json!({ "avatar": "http://{host}/media/users/avatars/photo22132188258.jpg" });
    vec![
        form(
            "Q4 the new one where the old one was",
            "behrooz",
            &[Part::File("avatar", "a.png", "image/png", &png)],
        )
        .shows(place),
        request("Q5 encoded anew", "", "GET", "/media/users/avatars/photo22132188258.jpg")
            .answers_picture("image/jpeg")
            .lacks_bytes(png),
    ]
}

fn default() -> Vec<Exchange> {
    let default = || json!({ "avatar": "http://{host}/media/users/avatars/default.png", "is_profile_completed": false });
    vec![
        get("Q6 for who has none", "empty").shows(default()),
        patch("Q7 after a removal", "behrooz", &json!({ "avatar": null })).shows(default()),
        request("Q8 it is served", "", "GET", "/media/users/avatars/default.png")
            .answers_picture("image/png"),
        upload("Q9 not for who has one", "a.jpg", &plain(ImageFormat::Jpeg))
            .shows(json!({ "avatar": "*/a.jpg" })),
    ]
}

fn failing() -> Vec<Exchange> {
    vec![
        patch("Q10 502", "owner", &json!({ "first_name": "Mina" })).status(502).has_no_body(),
        get("Q11 and nothing is stored by then", "owner").shows(json!({ "first_name": "Sara" })),
    ]
}

fn uploads() -> Vec<Exchange> {
    let (png, jpeg) = (plain(ImageFormat::Png), plain(ImageFormat::Jpeg));
    let mut exchanges = vec![
        upload("M1 a file alone", "ok.png", &png)
            .shows(json!({ "avatar": "http://{host}/media/users/avatars/ok.png", "first_name": null }))
            .stores("empty", json!({ "avatar": "*/media/users/avatars/ok.png" })),
        request("M1 it is served as it was sent", "", "GET", "/media/users/avatars/ok.png")
            .answers_picture("image/png")
            .has_bytes(png.clone()),
        form(
            "M2 a file and fields",
            "empty",
            &[
                Part::Text("first_name", "Sara"),
                Part::Text("gender", "female"),
                Part::File("avatar", "ok.jpg", "image/jpeg", &jpeg),
            ],
        )
        .shows(json!({ "avatar": "*/users/avatars/ok.jpg", "first_name": "Sara", "gender": "female" })),
        upload("M3 the same name gets a suffix", "ok.jpg", &jpeg)
            .shows(json!({ "avatar": "http://{host}/media/users/avatars/ok_*.jpg" })),
        request("M4 the replaced picture is still there", "", "GET", "/media/users/avatars/ok.png")
            .answers_picture("image/png"),
        patch("M5 JSON null removes it", "empty", &json!({ "avatar": null }))
            .shows(json!({ "avatar": null, "first_name": "Sara" }))
            .stores("empty", json!({ "avatar": null })),
        upload("M6 (once more)", "again.jpg", &jpeg).shows(json!({ "avatar": "*/again.jpg" })),
        form("M7 an empty part removes it as well", "empty", &[Part::Text("avatar", "")])
            .shows(json!({ "avatar": null })),
        form(
            "M12 empty texts are stored",
            "empty",
            &[
                Part::Text("first_name", ""),
                Part::Text("username", ""),
                Part::Text("mobile_number", ""),
                Part::Text("email", ""),
                Part::Text("gender", ""),
            ],
        )
        .shows(json!({ "first_name": "", "username": "", "mobile_number": "", "email": "", "gender": "" })),
        form("M13 the word null is four letters", "empty", &[Part::Text("first_name", "null")])
            .shows(json!({ "first_name": "null" })),
        form("texts are trimmed here too", "empty", &[Part::Text("first_name", "  Ali ")])
            .shows(json!({ "first_name": "Ali" })),
        upload("M15 a JPEG cut in half is accepted", "truncated.jpg", &cut(noise(ImageFormat::Jpeg)))
            .shows(json!({ "avatar": "*/truncated.jpg" })),
        upload(
            "M17 a PNG that lacks its last check sum is whole enough",
            "nearly.png",
            &png[..png.len() - 4],
        )
        .shows(json!({ "avatar": "*/nearly.png" })),
        upload("M23 PNG bytes in a .jpg", "png-inside.jpg", &png)
            .shows(json!({ "avatar": "*/png-inside.jpg" })),
        request("M23 are served by their name", "", "GET", "/media/users/avatars/png-inside.jpg")
            .answers_picture("image/jpeg"),
        form(
            "M24 the part's type is not looked at",
            "empty",
            &[Part::File("avatar", "typed.jpg", "text/plain", &jpeg)],
        )
        .shows(json!({ "avatar": "*/typed.jpg" })),
        form(
            "M35 of two parts the last counts",
            "empty",
            &[
                Part::File("avatar", "first.png", "image/png", &png),
                Part::File("avatar", "second.jpg", "image/jpeg", &jpeg),
            ],
        )
        .shows(json!({ "avatar": "*/second.jpg" })),
        form(
            "a file counts more than a text",
            "empty",
            &[Part::File("avatar", "third.jpg", "image/jpeg", &jpeg), Part::Text("avatar", "")],
        )
        .shows(json!({ "avatar": "*/third.jpg" })),
        upload("M37 100 megapixels", "large.png", &png_of(10_000, 10_000))
            .shows(json!({ "avatar": "*/large.png" })),
    ];
    for (name, format, file) in [
        ("M27 WebP", ImageFormat::WebP, "ok.webp"),
        ("M28 GIF", ImageFormat::Gif, "ok.gif"),
        ("M29 BMP", ImageFormat::Bmp, "ok.bmp"),
        ("TIFF", ImageFormat::Tiff, "ok.tiff"),
    ] {
        exchanges.push(
            upload(name, file, &plain(format)).shows(json!({ "avatar": format!("*/users/avatars/{file}") })),
        );
    }
    exchanges
}

fn refusals() -> Vec<Exchange> {
    let jpeg = plain(ImageFormat::Jpeg);
    let no_picture = || {
        json!({ "avatar": [
            "Upload a valid image. The file you uploaded was either not an image or a corrupted image.",
        ] })
    };
    let png = plain(ImageFormat::Png);
    let mut broken_png = png.clone();
    let middle = broken_png.len() / 2;
    broken_png[middle] ^= 1;
    vec![
        form("M8 the word null", "behrooz", &[Part::Text("avatar", "null")])
            .refused(400, no_file())
            .stores("behrooz", json!({ "avatar": "*/photo22132188258.jpg" })),
        patch("M9 the address that was read", "behrooz", &json!({ "avatar": "http://x/media/a.jpg" }))
            .refused(400, no_file()),
        patch("M10 a data: URL", "behrooz", &json!({ "avatar": "data:image/png;base64,iVBORw0KGgo=" }))
            .refused(400, no_file()),
        patch("M11 an object", "behrooz", &json!({ "avatar": {} })).refused(400, no_file()),
        upload("M14 no picture", "not-image.jpg", b"this is not a picture\n").refused(400, no_picture()),
        upload("M16 a JPEG cut in its header", "header.jpg", &jpeg[..20]).refused(400, no_picture()),
        upload("M17 a PNG cut in half", "half.png", &cut(noise(ImageFormat::Png))).refused(400, no_picture()),
        upload("M17 a PNG with a wrong byte", "broken.png", &broken_png).refused(400, no_picture()),
        upload("M17 a PNG that lacks its last chunk", "endless.png", &png[..png.len() - 12])
            .refused(400, no_picture()),
        upload("M18 an empty file", "empty.jpg", b"")
            .refused(400, json!({ "avatar": ["The submitted file is empty."] })),
        upload("M19 a name of 154 letters", &format!("{}.jpg", "a".repeat(150)), &jpeg).refused(
            400,
            json!({ "avatar": ["Ensure this filename has at most 100 characters (it has 154)."] }),
        ),
        upload("M21 no extension", "blob", &jpeg).refused(
            400,
            json!({ "avatar": [
                "File extension “” is not allowed. Allowed extensions are: bmp, dib, gif, jfif, *, xbm, xpm.",
            ] }),
        ),
        upload("M22 another extension", "photo.TXT", &jpeg).refused(
            400,
            json!({ "avatar": ["File extension “txt” is not allowed. Allowed extensions are: *"] }),
        ),
        form("M25 a part without a file name", "behrooz", &[Part::Text("avatar", "plain text")])
            .refused(400, no_file()),
        upload(
            "M26 SVG",
            "drawing.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
        )
        .refused(400, no_picture()),
        upload("M38 400 megapixels", "huge.png", &png_of(20_000, 20_000)).refused(400, no_picture()),
        form(
            "M42 a bad field beside a good file",
            "empty",
            &[Part::File("avatar", "unsaved.jpg", "image/jpeg", &jpeg), Part::Text("email", "bad")],
        )
        .refused(400, json!({ "email": ["Enter a valid email address."] }))
        .stores("empty", json!({ "avatar": null, "email": null })),
        form(
            "M43 a bad file beside a good field",
            "empty",
            &[Part::File("avatar", "bad.jpg", "image/jpeg", b"bad"), Part::Text("first_name", "Unsaved")],
        )
        .refused(400, no_picture())
        .stores("empty", json!({ "first_name": null })),
        form("both wrong: both are said", "empty", &[Part::Text("avatar", "x"), Part::Text("gender", "x")])
            .refused(400, both(&no_file(), &json!({ "gender": ["\"x\" is not a valid choice."] }))),
        form(
            "a file where a text belongs",
            "empty",
            &[Part::File("first_name", "a.jpg", "image/jpeg", &jpeg)],
        )
        .refused(400, json!({ "first_name": ["Not a valid string."] })),
        request("M45 a picture that is not there", "", "GET", "/media/users/avatars/none.jpg")
            .answers_page(404),
    ]
}

fn names() -> Vec<Exchange> {
    let jpeg = plain(ImageFormat::Jpeg);
    let star = [
        b"--B\r\nContent-Disposition: form-data; name=\"avatar\"; filename*=UTF-8''%D8%B9%DA%A9%D8%B3.jpg\r\n".as_slice(),
        b"Content-Type: image/jpeg\r\n\r\n",
        &jpeg,
        b"\r\n--B--\r\n",
    ]
    .concat();
    vec![
        upload("M20 100 letters are shortened", &format!("{}.jpg", "b".repeat(96)), &jpeg)
            .shows(json!({ "avatar": format!("*/users/avatars/{}_*.jpg", "b".repeat(74)) })),
        upload("M31 a Persian name", "عکس پروفایل.jpg", &jpeg).shows(json!({
            "avatar": "*/%D8%B9%DA%A9%D8%B3_%D9%BE%D8%B1%D9%88%D9%81%D8%A7%DB%8C%D9%84.jpg",
        })),
        upload("M32 folders are cut off", "../../etc/passwd.jpg", &jpeg)
            .shows(json!({ "avatar": "*/users/avatars/passwd.jpg" })),
        upload("M32 backslashes too", "C:\\\\photos\\\\me.jpg", &jpeg)
            .shows(json!({ "avatar": "*/users/avatars/me.jpg" })),
        upload("M33 signs are left out", "a%22b%20c#d?e.jpg", &jpeg)
            .shows(json!({ "avatar": "*/users/avatars/a22b20cde.jpg" })),
        request("M34 an encoded name", "empty", "PATCH", ME)
            .sends(MULTIPART, star)
            .shows(json!({ "avatar": "*/users/avatars/%D8%B9%DA%A9%D8%B3.jpg" })),
        upload("a capital extension", "ME.JPG", &jpeg).shows(json!({ "avatar": "*/users/avatars/ME.JPG" })),
        upload("two extensions", "a.b.jpg", &jpeg).shows(json!({ "avatar": "*/users/avatars/a.b.jpg" })),
        upload("two extensions again", "a.b.jpg", &jpeg)
            .shows(json!({ "avatar": "*/users/avatars/a_*.b.jpg" })),
    ]
}

fn lost() -> Vec<Exchange> {
    let jpeg = plain(ImageFormat::Jpeg);
    let file = [Part::File("avatar", "lost.jpg", "image/jpeg", &jpeg)];
    let whole = multipart(&file);
    let without_end = whole[..whole.len() - "--B--\r\n".len()].to_vec();
    let text_without_end = b"--B\r\nContent-Disposition: form-data; name=\"first_name\"\r\n\r\nCut".to_vec();
    let line_feeds = b"--B\nContent-Disposition: form-data; name=\"first_name\"\n\nLost\n--B--\n".to_vec();
    let send = |name, body: Vec<u8>| request(name, "empty", "PATCH", ME).sends(MULTIPART, body);
    vec![
        send("M40 without the last boundary the file is dropped", without_end)
            .shows(json!({ "avatar": null }))
            .stores("empty", json!({ "avatar": null })),
        send("M40 but a text is kept", text_without_end).shows(json!({ "first_name": "Cut" })),
        send("M41 bare line feeds say nothing", line_feeds).shows(json!({ "first_name": "Cut" })),
        send("another boundary says nothing", whole)
            .header("Content-Type", "multipart/form-data; boundary=C")
            .shows(json!({ "avatar": null })),
        form("D5 a body in chunks is ignored", "empty", &file)
            .in_chunks()
            .shows(json!({ "avatar": null }))
            .stores("empty", json!({ "avatar": null })),
    ]
}

/// A file alone, for the person without one.
fn upload(name: &'static str, file: &str, content: &[u8]) -> Exchange {
    form(name, "empty", &[Part::File("avatar", file, "image/jpeg", content)])
}

fn both(one: &Value, other: &Value) -> Value {
    let entries = [one, other].into_iter().filter_map(Value::as_object).flatten();
    entries.map(|(key, value)| (key.clone(), value.clone())).collect()
}
