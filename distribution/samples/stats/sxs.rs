//! The kernel interface for Rust, by hand from `sxs/kernel_api.h`: the table, a safe view of one
//! call, and a boundary that no panic crosses. Copy this file into a kernel of your own.

use std::any::Any;
use std::ffi::{c_char, c_int, c_void, CString};
use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

pub type Object = *mut c_void;
pub type Context = *mut c_void;
pub type Registry = *mut c_void;
pub type Entry = unsafe extern "C" fn(Context, Object) -> Object;
type Unused = *const c_void;

pub const REAL: c_int = 10;
pub const BRACKET_LIST: c_int = 11;

/// The code of a panic, which is a bug in the kernel.
const PANICKED: c_int = 100;

const LOG_ERROR: c_int = 3;

/// `struct sxs_api_table_t`. Its order is the interface; entries not needed here are only kept in place.
#[repr(C)]
pub struct Api {
    register_function: unsafe extern "C" fn(Registry, *const c_char, Entry, c_int, c_int),
    eval: Unused,
    get_type: Unused,
    as_int: unsafe extern "C" fn(Object) -> i64,
    as_real: Unused,
    as_string: Unused,
    as_list: unsafe extern "C" fn(Object) -> *mut c_void,
    list_size: Unused,
    list_at: unsafe extern "C" fn(*mut c_void, usize) -> Object,
    create_int: Unused,
    create_real: unsafe extern "C" fn(f64) -> Object,
    create_string: Unused,
    create_none: Unused,
    as_symbol: Unused,
    create_symbol: Unused,
    create_paren_list: Unused,
    create_bracket_list: Unused,
    create_brace_list: Unused,
    some_has_value: Unused,
    some_get_value: Unused,
    size: u32,
    version: u32,
    raise: unsafe extern "C" fn(Context, c_int, *const c_char) -> Object,
    retain: Unused,
    release: Unused,
    create_error: Unused,
    create_some: Unused,
    create_datum: Unused,
    as_bytes: Unused,
    create_bytes: Unused,
    as_ints: unsafe extern "C" fn(Object, *mut usize) -> *const i64,
    as_reals: unsafe extern "C" fn(Object, *mut usize) -> *const f64,
    create_ints: unsafe extern "C" fn(*const i64, usize) -> Object,
    create_reals: Unused,
    log: unsafe extern "C" fn(c_int, *const c_char),
}

static API: AtomicPtr<Api> = AtomicPtr::new(ptr::null_mut());

fn api() -> &'static Api {
    // Safe: `keep` stored the host's table, which outlives the kernel, before any function was known.
    unsafe { &*API.load(Ordering::Acquire) }
}

/// What a kernel function fails with: a code of its own and a message.
pub struct Failure(pub c_int, pub String);

/// One running call. What it lends out lives as long as the call does.
pub struct Call {
    args: Object,
}

impl Call {
    fn argument(&self, index: usize) -> Object {
        unsafe { (api().list_at)((api().as_list)(self.args), index) }
    }

    pub fn int(&self, index: usize) -> i64 {
        unsafe { (api().as_int)(self.argument(index)) }
    }

    /// All elements of a list of integers; none when the list holds anything else.
    pub fn ints(&self, index: usize) -> Option<&[i64]> {
        let mut count = 0;
        let values = unsafe { (api().as_ints)(self.argument(index), &mut count) };
        (!values.is_null()).then(|| unsafe { std::slice::from_raw_parts(values, count) })
    }

    /// All elements of a list of reals; none when the list holds anything else.
    pub fn reals(&self, index: usize) -> Option<&[f64]> {
        let mut count = 0;
        let values = unsafe { (api().as_reals)(self.argument(index), &mut count) };
        (!values.is_null()).then(|| unsafe { std::slice::from_raw_parts(values, count) })
    }
}

pub fn real(value: f64) -> Object {
    unsafe { (api().create_real)(value) }
}

pub fn int_list(values: &[i64]) -> Object {
    unsafe { (api().create_ints)(values.as_ptr(), values.len()) }
}

fn c_text(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap_or_default()
}

fn raise(ctx: Context, failure: Failure) -> Object {
    unsafe { (api().raise)(ctx, failure.0, c_text(&failure.1).as_ptr()) }
}

fn bug(panic: &(dyn Any + Send)) -> Failure {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Failure(PANICKED, format!("the kernel panicked: {}", text.unwrap_or("without a message")))
}

/// Runs a function for the C caller. A panic may not cross into C, where it would end the process.
pub fn guarded(ctx: Context, args: Object, body: fn(&Call) -> Result<Object, Failure>) -> Object {
    let outcome = catch_unwind(AssertUnwindSafe(|| body(&Call { args })));
    let outcome = outcome.unwrap_or_else(|panic| Err(bug(&*panic)));
    outcome.unwrap_or_else(|failure| raise(ctx, failure))
}

/// Remembers the table, and sends the place of a panic to the container's log. Rust's own hook
/// prints to stderr, and with RUST_BACKTRACE set it leaves megabytes behind when the library goes.
///
/// # Safety
/// `table` is the one that kernel_init was given.
pub unsafe fn keep(table: *mut Api) {
    API.store(table, Ordering::Release);
    set_hook(Box::new(|panic| {
        let line = panic.to_string().replace('\n', " ");
        unsafe { (api().log)(LOG_ERROR, c_text(&line).as_ptr()) }
    }));
}

/// # Safety
/// `name` ends with a NUL, and kernel_init is running.
pub unsafe fn register(registry: Registry, name: &str, entry: Entry, return_type: c_int) {
    (api().register_function)(registry, name.as_ptr().cast(), entry, return_type, 0);
}

/// Defines kernel_init: `kernel! { sum: REAL, histogram: BRACKET_LIST }`.
#[macro_export]
macro_rules! kernel {
    ($($function:ident: $return_type:expr),+ $(,)?) => {
        /// # Safety
        /// Called by the host, once, with its table.
        #[no_mangle]
        pub unsafe extern "C" fn kernel_init(registry: $crate::sxs::Registry, table: *mut $crate::sxs::Api) {
            $crate::sxs::keep(table);
            $({
                use $crate::sxs;
                unsafe extern "C" fn entry(ctx: sxs::Context, args: sxs::Object) -> sxs::Object {
                    sxs::guarded(ctx, args, $function)
                }
                sxs::register(registry, concat!(stringify!($function), "\0"), entry, $return_type);
            })+
        }
    };
}
