//! Statistics of number lists, as an example of a kernel in Rust without any crate.

mod sxs;

use sxs::{int_list, real, Call, Failure, Object, BRACKET_LIST, REAL};

const NOT_NUMBERS: i32 = 1;
const EMPTY: i32 = 2;
const BAD_BINS: i32 = 3;
const NOT_FINITE: i32 = 4;

const MOST_BINS: i64 = 1_000_000;

kernel! { sum: REAL, mean: REAL, histogram: BRACKET_LIST }

enum Numbers<'a> {
    Ints(&'a [i64]),
    Reals(&'a [f64]),
}

fn numbers(call: &Call) -> Result<Numbers<'_>, Failure> {
    let ints = call.ints(0).map(Numbers::Ints);
    ints.or_else(|| call.reals(0).map(Numbers::Reals)).ok_or_else(|| {
        Failure(NOT_NUMBERS, "'values' has to hold integers only or reals only".into())
    })
}

fn empty(function: &str) -> Failure {
    Failure(EMPTY, format!("{function}: 'values' is empty"))
}

/// Exact in 128 bits for integers; with Neumaier's compensation for reals.
fn total(numbers: &Numbers) -> f64 {
    match numbers {
        Numbers::Ints(values) => values.iter().map(|&v| i128::from(v)).sum::<i128>() as f64,
        Numbers::Reals(values) => compensated(values),
    }
}

fn compensated(values: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for &value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    // Of an infinite sum the lost part is not a number.
    if sum.is_finite() { sum + lost } else { sum }
}

fn sum(call: &Call) -> Result<Object, Failure> {
    Ok(real(total(&numbers(call)?)))
}

fn mean(call: &Call) -> Result<Object, Failure> {
    let numbers = numbers(call)?;
    let count = match &numbers {
        Numbers::Ints(values) => values.len(),
        Numbers::Reals(values) => values.len(),
    };
    if count == 0 {
        return Err(empty("mean"));
    }
    Ok(real(total(&numbers) / count as f64))
}

fn bins_argument(call: &Call) -> Result<usize, Failure> {
    let bins = call.int(1);
    if !(1..=MOST_BINS).contains(&bins) {
        return Err(Failure(BAD_BINS, format!("bins {bins} is not between 1 and {MOST_BINS}")));
    }
    Ok(bins as usize)
}

/// How many values lie in each of `bins` ranges of equal width between the least and the greatest.
fn histogram(call: &Call) -> Result<Object, Failure> {
    let bins = bins_argument(call)?;
    let values: Vec<f64> = match numbers(call)? {
        Numbers::Ints(values) => values.iter().map(|&v| v as f64).collect(),
        Numbers::Reals(values) => values.to_vec(),
    };
    if values.is_empty() {
        return Err(empty("histogram"));
    }
    if let Some(value) = values.iter().find(|v| !v.is_finite()) {
        return Err(Failure(NOT_FINITE, format!("histogram: {value} has no place between two ends")));
    }
    Ok(int_list(&count_into(&values, bins)))
}

fn count_into(values: &[f64], bins: usize) -> Vec<i64> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Halves, because the width of the widest range is no finite number.
    let width = high / 2.0 - low / 2.0;
    let mut counts = vec![0; bins];
    for &value in values {
        let part = if width > 0.0 { (value / 2.0 - low / 2.0) / width } else { 0.0 };
        // The greatest value belongs to the last bin, which includes its upper end.
        counts[((part * bins as f64) as usize).min(bins - 1)] += 1;
    }
    counts
}
