//! Reads the properties of an item of a HEIC, and its colour profile.

use crate::picture::colour;
use crate::picture::error::{Error, Variety};

use heifer::heifer_hevc_dec;
use heifer::heifer_isobmff::boxes::{ColorInfo, Property};
use heifer::heifer_isobmff::{HeifFile, ItemId};

/// The transfer characteristics of HDR pictures (ITU-T H.273, table 3).
const PQ: u16 = 16;
const HLG: u16 = 18;

/// The properties of an item.
pub(super) fn properties<'f>(file: &'f HeifFile<'_>, item: ItemId) -> Vec<&'f Property> {
    file.item_properties(item).map(Iterator::collect).unwrap_or_default()
}

/// Whether an item is the alpha plane of another.
pub(super) fn is_alpha(file: &HeifFile<'_>, item: ItemId) -> bool {
    let names = ["urn:mpeg:hevc:2015:auxid:1", "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"];
    let is_it = |property: &&Property| matches!(property, Property::AuxiliaryType(name) if names.contains(&&name[..]));
    properties(file, item).iter().any(is_it)
}

/// The colour profile of a picture. An ICC profile has priority over code points of H.273.
///
/// # Errors
///
/// [`Error::Unsupported`] for HDR pictures.
pub(super) fn profile(file: &HeifFile<'_>, item: ItemId) -> Result<Option<colour::Profile>, Error> {
    if let Ok(Some(profile)) = file.icc_profile(item) {
        return Ok(Some(colour::Profile::Icc(profile.to_vec())));
    }
    let first = file.referenced_items(item, b"dimg").first().copied();
    let items = [Some(item), first];
    let cicp =
        items.into_iter().flatten().flat_map(|item| properties(file, item)).find_map(
            |property| match property {
                Property::Color(ColorInfo::Nclx { primaries, transfer, .. }) => Some((*primaries, *transfer)),
                _ => None,
            },
        );
    let cicp = cicp.or_else(|| items.into_iter().flatten().find_map(|item| hevc_cicp(file, item)));
    match cicp {
        Some((_, PQ)) => Err(Error::variety(Variety::Heic("HDR, PQ"))),
        Some((_, HLG)) => Err(Error::variety(Variety::Heic("HDR, HLG"))),
        Some((primaries, transfer)) => Ok(Some(colour::Profile::Cicp { primaries, transfer })),
        None => Ok(None),
    }
}

/// The code points of H.273 in the HEVC headers, for files that have no property for them.
fn hevc_cicp(file: &HeifFile<'_>, item: ItemId) -> Option<(u16, u16)> {
    let mut sets = heifer_hevc_dec::params::ParameterSets::default();
    for unit in &file.hevc_config(item).ok()??.nal_units {
        let unit = heifer_hevc_dec::nal::NalUnit::parse(unit).ok()?;
        let _ = sets.add(&unit).ok()?;
    }
    let usage = sets.sps.iter().flatten().find_map(|set| set.vui.as_ref())?;
    Some((usage.colour_primaries.into(), usage.transfer_characteristics.into()))
}
