//! Functions: the kernel table of `sxs/kernel_api.h`, and a safe view of one call.

use std::ffi::{c_char, c_int, c_void, CString};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use crate::info::ModuleInfo;
use crate::module::ModuleError;

pub type Object = *mut c_void;
pub type Context = *mut c_void;
pub type Registry = *mut c_void;
pub type Entry = unsafe extern "C" fn(Context, Object) -> Object;
type Unused = *const c_void;

const NONE: c_int = 0;
const STRING: c_int = 5;
const INT: c_int = 9;
const REAL: c_int = 10;

/// `struct sxs_api_table_t`. Its order is the interface; entries not needed here are only kept in place.
#[repr(C)]
pub struct Api {
    register_function: unsafe extern "C" fn(Registry, *const c_char, Entry, c_int, c_int),
    eval: Unused,
    get_type: Unused,
    as_int: unsafe extern "C" fn(Object) -> i64,
    as_real: unsafe extern "C" fn(Object) -> f64,
    as_string: Unused,
    as_list: unsafe extern "C" fn(Object) -> *mut c_void,
    list_size: unsafe extern "C" fn(*mut c_void) -> usize,
    list_at: unsafe extern "C" fn(*mut c_void, usize) -> Object,
    create_int: unsafe extern "C" fn(i64) -> Object,
    create_real: unsafe extern "C" fn(f64) -> Object,
    create_string: Unused,
    create_none: unsafe extern "C" fn() -> Object,
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
    as_bytes: unsafe extern "C" fn(Object, *mut usize) -> *const u8,
    create_bytes: unsafe extern "C" fn(*const u8, usize) -> Object,
    as_ints: unsafe extern "C" fn(Object, *mut usize) -> *const i64,
    as_reals: unsafe extern "C" fn(Object, *mut usize) -> *const f64,
    create_ints: unsafe extern "C" fn(*const i64, usize) -> Object,
    create_reals: unsafe extern "C" fn(*const f64, usize) -> Object,
    log: Unused,
    /// Behind what every host has: see `size`.
    config: unsafe extern "C" fn(Context, *const c_char) -> Object,
}

static API: AtomicPtr<Api> = AtomicPtr::new(ptr::null_mut());

fn api() -> &'static Api {
    // Safe: `keep` stored the host's table, which outlives the module, before any function was known.
    unsafe { &*API.load(Ordering::Acquire) }
}

/// # Safety
/// `table` is the one that kernel_init was given.
pub unsafe fn keep(table: *mut Api) {
    API.store(table, Ordering::Release);
}

/// # Safety
/// kernel_init is running, behind [`keep`].
pub unsafe fn register(registry: Registry, info: &ModuleInfo, name: &str, entry: Entry) {
    (api().register_function)(registry, c_text(name).as_ptr(), entry, return_type(info, name), 0);
}

/// The kernel's type of what the method of this name returns; none stands for any.
fn return_type(info: &ModuleInfo, name: &str) -> c_int {
    let methods = info.provides.iter().flat_map(|interface| interface.methods.iter());
    let method = methods.copied().find(|method| method.split('(').next().map(str::trim) == Some(name));
    match method.and_then(|method| method.split("->").nth(1)).map(str::trim) {
        Some("bool" | "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" | "i64" | "ptr") => INT,
        Some("f32" | "f64") => REAL,
        Some("slice") => STRING,
        _ => NONE,
    }
}

/// A text for C, which ends at the first NUL: there are none in it.
pub fn c_text(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap_or_default()
}

/// The arguments of one running call. What it lends out lives as long as the call does. An argument of another type
/// reads as 0, 0.0 or empty, as does one that is missing; declared ones have been checked.
pub struct Call {
    args: Object,
}

impl Call {
    /// # Safety
    /// `args` is what a running kernel function was given.
    pub(crate) unsafe fn new(args: Object) -> Self {
        Self { args }
    }

    fn list(&self) -> *mut c_void {
        unsafe { (api().as_list)(self.args) }
    }

    fn argument(&self, index: usize) -> Object {
        unsafe { (api().list_at)(self.list(), index) }
    }

    pub fn count(&self) -> usize {
        unsafe { (api().list_size)(self.list()) }
    }

    pub fn int(&self, index: usize) -> i64 {
        unsafe { (api().as_int)(self.argument(index)) }
    }

    pub fn real(&self, index: usize) -> f64 {
        unsafe { (api().as_real)(self.argument(index)) }
    }

    pub fn bytes(&self, index: usize) -> &[u8] {
        let mut length = 0;
        let bytes = unsafe { (api().as_bytes)(self.argument(index), &mut length) };
        if bytes.is_null() { &[] } else { unsafe { std::slice::from_raw_parts(bytes, length) } }
    }

    /// None for bytes that are no text.
    pub fn text(&self, index: usize) -> Option<&str> {
        std::str::from_utf8(self.bytes(index)).ok()
    }

    /// One setting of the module's configuration as it is now; none when there is none of this key, or the host does not say.
    pub fn setting(&self, key: &str) -> Option<String> {
        if (api().size as usize) < std::mem::size_of::<Api>() {
            return None;
        }
        let mut length = 0;
        unsafe {
            let found = (api().config)(ptr::null_mut(), c_text(key).as_ptr());
            let bytes = (api().as_bytes)(found, &mut length);
            (!bytes.is_null()).then(|| {
                String::from_utf8_lossy(std::slice::from_raw_parts(bytes, length)).into_owned()
            })
        }
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

/// What a function gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    None,
    Int(i64),
    Real(f64),
    Bytes(Vec<u8>),
    Ints(Vec<i64>),
    Reals(Vec<f64>),
}

impl Reply {
    pub(crate) fn object(&self) -> Object {
        unsafe {
            match self {
                Reply::None => (api().create_none)(),
                Reply::Int(value) => (api().create_int)(*value),
                Reply::Real(value) => (api().create_real)(*value),
                Reply::Bytes(bytes) => (api().create_bytes)(bytes.as_ptr(), bytes.len()),
                Reply::Ints(values) => (api().create_ints)(values.as_ptr(), values.len()),
                Reply::Reals(values) => (api().create_reals)(values.as_ptr(), values.len()),
            }
        }
    }
}

pub fn raise(ctx: Context, error: &ModuleError) -> Object {
    unsafe { (api().raise)(ctx, error.code, c_text(&error.message).as_ptr()) }
}

macro_rules! replies {
    ($($from:ty: $value:ident => $reply:expr),+ $(,)?) => {
        $(impl From<$from> for Reply {
            fn from($value: $from) -> Self {
                $reply
            }
        })+
    };
}

replies! {
    (): _value => Reply::None,
    bool: value => Reply::Int(value.into()),
    u32: value => Reply::Int(value.into()),
    i32: value => Reply::Int(value.into()),
    i64: value => Reply::Int(value),
    f64: value => Reply::Real(value),
    String: value => Reply::Bytes(value.into_bytes()),
    &str: value => Reply::Bytes(value.into()),
    Vec<u8>: value => Reply::Bytes(value),
    Vec<i64>: value => Reply::Ints(value),
    Vec<f64>: value => Reply::Reals(value),
}

impl<T: Into<Reply>> From<Option<T>> for Reply {
    fn from(value: Option<T>) -> Self {
        value.map_or(Reply::None, Into::into)
    }
}
