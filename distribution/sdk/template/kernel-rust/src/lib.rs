//! A kernel to start from: one function. Replace it with yours: here, in `kernel!` and in kernel.sxs. `sxs` is the interface to
//! Kernos: change it where you need more of the table.

#[allow(dead_code)]
mod sxs;

use sxs::{real, Call, Failure, Object, REAL};

/// Codes of failures: yours to choose, and part of what callers rely on.
const NOT_NUMBERS: i32 = 1;
const EMPTY: i32 = 2;

kernel! { mean: REAL }

fn mean_of(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A list of integers only, or of reals only.
fn numbers(call: &Call) -> Option<Vec<f64>> {
    let ints = call.ints(0).map(|values| values.iter().map(|&value| value as f64).collect());
    ints.or_else(|| call.reals(0).map(<[f64]>::to_vec))
}

fn mean(call: &Call) -> Result<Object, Failure> {
    let values = numbers(call)
        .ok_or_else(|| Failure(NOT_NUMBERS, "mean: 'values' has to hold integers only or reals only".into()))?;
    mean_of(&values).map(real).ok_or_else(|| Failure(EMPTY, "mean: 'values' is empty".into()))
}

#[cfg(test)]
mod tests {
    use super::mean_of;

    #[test]
    fn the_mean_lies_between_the_values() {
        assert_eq!(mean_of(&[1.0, 2.0, 6.0]), Some(3.0));
    }

    #[test]
    fn nothing_has_no_mean() {
        assert_eq!(mean_of(&[]), None);
    }
}
