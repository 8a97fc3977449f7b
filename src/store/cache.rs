//! The picture as last fetched, per account, so that it is there before the network answers.

use super::{Account, Error, Store};

use bytes::Bytes;

impl Store {
    /// The cached picture that was fetched from `url`, if it is there and no larger than 8 MiB.
    pub async fn picture(&self, _account: Account, _url: String) -> Option<Bytes> {
        unimplemented!()
    }

    /// Keeps a picture in place of the one before.
    pub async fn keep_picture(&self, _account: Account, _url: String, _bytes: Bytes) -> Result<(), Error> {
        unimplemented!()
    }
}
