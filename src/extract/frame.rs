//! What passes between the program and its child: bytes, each piece after its length.

use std::io::{self, Read, Write};

/// A longer piece is nonsense: somebody else is talking.
pub(super) const MAX: u64 = 4 << 30;

pub(super) fn write(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)
}

/// Reads a piece of at most so many bytes; a longer one is an error of the kind `FileTooLarge`. An end of the stream before its first byte is an error of the kind `UnexpectedEof`.
pub(super) fn read(from: &mut impl Read, max: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    if length > max {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    // The length is believed only as far as bytes do come.
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    match bytes.len() as u64 == length {
        true => Ok(bytes),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}
