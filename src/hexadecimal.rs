//! Bytes as hexadecimal digits.

/// The lower-case digits of bytes.
pub fn digits(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

/// The bytes of exactly as many digits, of either case.
pub fn bytes<const COUNT: usize>(digits: &str) -> Option<[u8; COUNT]> {
    let mut bytes = [0; COUNT];
    if digits.len() != 2 * COUNT {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        for digit in pair {
            *byte = *byte << 4 | u8::try_from(char::from(*digit).to_digit(16)?).ok()?;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_digits_and_bytes_again() {
        assert_eq!(digits(&[0, 0x0f, 0xa5, 0xff]), "000fa5ff");
        assert_eq!(bytes("000fA5ff"), Some([0, 0x0f, 0xa5, 0xff]));
        for wrong in ["", "00", "0000", "00000", "000g", "+00f", "é0"] {
            assert_eq!(bytes::<2>(wrong), (wrong == "0000").then_some([0, 0]), "{wrong}");
        }
    }
}
