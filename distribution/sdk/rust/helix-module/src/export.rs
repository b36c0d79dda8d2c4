//! The functions that the container calls, each a thin wrapper around the module behind its lock.

use std::any::Any;
use std::cell::UnsafeCell;
use std::ffi::{c_char, c_void, CStr, CString};
use std::panic::{catch_unwind, set_hook, take_hook, AssertUnwindSafe};
use std::ptr;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::kernel::{self, Api, Call, Context, Entry, Object, Registry, Reply};
use crate::module::{Message, Module, ModuleError, ModuleResult, Reconfigurable, PANICKED};

/// `struct helix_message`.
#[repr(C)]
pub struct RawMessage {
    sender: *const c_char,
    kind: *const c_char,
    data: *const u8,
    size: usize,
}

/// `struct helix_setting`.
#[repr(C)]
pub struct RawSetting {
    pub(crate) key: *const c_char,
    pub(crate) value: *const c_char,
}

const TEXT: usize = 1024;

// Nothing in here may have a destructor: one that is still to run keeps the library mapped after it was unloaded.
thread_local! {
    /// The text of this thread's last failure, with a NUL behind it.
    static FAILURE: UnsafeCell<[u8; TEXT]> = const { UnsafeCell::new([0; TEXT]) };
    /// The place of this thread's last panic.
    static PANIC: UnsafeCell<[u8; TEXT]> = const { UnsafeCell::new([0; TEXT]) };
}

type Kept = std::thread::LocalKey<UnsafeCell<[u8; TEXT]>>;

/// As much of a text as there is room for, not cut inside a character.
fn remember(kept: &'static Kept, text: &str) {
    let mut end = text.len().min(TEXT - 1);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // Safe: of this thread, and no reference to it outlives a call of this module.
    kept.with(|bytes| unsafe {
        let bytes = &mut *bytes.get();
        bytes[..end].copy_from_slice(&text.as_bytes()[..end]);
        bytes[end] = 0;
    });
}

fn kept_text(kept: &'static Kept) -> *const c_char {
    kept.with(|bytes| bytes.get() as *const c_char)
}

fn bug(panic: &(dyn Any + Send)) -> ModuleError {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a message");
    let place = unsafe { CStr::from_ptr(kept_text(&PANIC)) }.to_string_lossy();
    ModuleError::new(PANICKED, format!("the module panicked: {text}{place}"))
}

/// A panic may not cross into C, where it would end the process.
fn guarded<R>(body: impl FnOnce() -> ModuleResult<R>) -> ModuleResult<R> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| Err(bug(&*panic)))
}

/// The code for the container; the text waits for `helix_error_message`.
fn code<R>(outcome: ModuleResult<R>) -> i32 {
    match outcome {
        Ok(_) => 0,
        Err(error) => {
            remember(&FAILURE, &kernel::c_text(&error.message).to_string_lossy());
            error.code
        }
    }
}

unsafe fn text<'a>(text: *const c_char) -> std::borrow::Cow<'a, str> {
    if text.is_null() { "".into() } else { CStr::from_ptr(text).to_string_lossy() }
}

/// Where `export_module!` keeps the one module of a library.
pub struct Slot<T> {
    module: RwLock<Option<T>>,
}

impl<T: Module> Slot<T> {
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Self { module: RwLock::new(None) }
    }

    fn write(&self) -> RwLockWriteGuard<'_, Option<T>> {
        self.module.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> RwLockReadGuard<'_, Option<T>> {
        self.module.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<R>(&self, body: impl FnOnce(&mut T) -> ModuleResult<R>) -> ModuleResult<R> {
        guarded(|| self.write().as_mut().map_or_else(|| Err(gone()), body))
    }

    fn look<R>(&self, body: impl FnOnce(&T) -> ModuleResult<R>) -> ModuleResult<R> {
        guarded(|| self.read().as_ref().map_or_else(|| Err(gone()), body))
    }

    /// NULL when there is one already, or when `new` panics.
    pub fn create(&self, new: fn() -> T) -> *mut c_void {
        // Rust's own hook prints to stderr, and with RUST_BACKTRACE set it leaves megabytes behind when the library goes.
        set_hook(Box::new(|panic| {
            let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
            remember(&PANIC, &place.unwrap_or_default());
        }));
        let created = guarded(|| {
            let mut module = self.write();
            if module.is_some() {
                return Err(ModuleError::new(PANICKED, "the module exists already: a library holds one"));
            }
            *module = Some(new());
            Ok(())
        });
        if code(created) == 0 { self as *const Self as *mut c_void } else { ptr::null_mut() }
    }

    pub fn destroy(&self) {
        code(guarded(|| {
            let module = self.write().take();
            drop(module);
            Ok(())
        }));
        drop(take_hook());
    }

    pub fn init(&self) -> i32 {
        code(self.change(T::init))
    }

    pub fn cleanup(&self) -> i32 {
        code(self.change(T::cleanup))
    }

    pub fn error_message(&self) -> *const c_char {
        kept_text(&FAILURE)
    }

    /// # Safety
    /// Both are texts of C.
    pub unsafe fn configure(&self, key: *const c_char, value: *const c_char) -> i32 {
        code(self.change(|module| module.configure(&text(key), &text(value))))
    }

    /// # Safety
    /// `settings` are `count`, with texts of C.
    pub unsafe fn reconfigure(&self, settings: *const RawSetting, count: usize) -> i32
    where
        T: Reconfigurable,
    {
        let raw = if count == 0 { &[] } else { std::slice::from_raw_parts(settings, count) };
        let settings: Vec<_> =
            raw.iter().map(|setting| (text(setting.key).into_owned(), text(setting.value).into_owned())).collect();
        code(self.change(|module| module.reconfigure(&settings)))
    }

    /// # Safety
    /// As in `helix/module.h`.
    pub unsafe fn handle_message(&self, message: *const RawMessage, out: *mut RawMessage) -> i32 {
        let message = &*message;
        let payload = if message.size == 0 { &[] } else { std::slice::from_raw_parts(message.data, message.size) };
        let message = Message {
            sender: text(message.sender).into_owned(),
            kind: text(message.kind).into_owned(),
            payload: payload.to_vec(),
        };
        match self.change(|module| module.handle_message(&message)) {
            Ok(Some(answer)) => {
                let data = answer.payload.into_boxed_slice();
                (*out).size = data.len();
                (*out).data = Box::into_raw(data) as *const u8;
                (*out).kind = kernel::c_text(&answer.kind).into_raw();
                0
            }
            other => code(other),
        }
    }

    /// # Safety
    /// `answer` is what `handle_message` has filled.
    pub unsafe fn free_message(&self, answer: *mut RawMessage) {
        let answer = &mut *answer;
        drop(CString::from_raw(answer.kind as *mut c_char));
        free(answer.data as *mut u8, answer.size);
    }

    /// # Safety
    /// As in `helix/module.h`.
    pub unsafe fn serialize(&self, data: *mut *mut u8, length: *mut usize) -> i32 {
        match self.look(|module| Ok(module.serialize_state())) {
            Ok(Some(state)) => {
                // Without spare room: what is freed has to have exactly this length.
                let bytes = state.into_boxed_slice();
                *length = bytes.len();
                *data = Box::into_raw(bytes) as *mut u8;
                0
            }
            other => code(other),
        }
    }

    /// # Safety
    /// What `serialize` gave.
    pub unsafe fn free_state(&self, data: *mut u8, length: usize) {
        free(data, length);
    }

    /// # Safety
    /// `data` has `length` bytes.
    pub unsafe fn deserialize(&self, data: *const u8, length: usize, version: u32) -> i32 {
        let state = if length == 0 { &[] } else { std::slice::from_raw_parts(data, length) };
        code(self.change(|module| module.deserialize_state_of(state, version)))
    }

    pub fn state_version(&self) -> u32 {
        self.look(|module| Ok(module.state_version())).unwrap_or(1)
    }

    pub fn state_size(&self) -> u64 {
        self.look(|module| Ok(module.state_size() as u64)).unwrap_or(0)
    }

    pub fn prepare_reload(&self) -> i32 {
        code(self.change(T::prepare_reload))
    }

    pub fn complete_reload(&self) -> i32 {
        code(self.change(T::complete_reload))
    }

    pub fn verify_state(&self) -> i32 {
        code(self.look(T::verify_state))
    }

    /// # Safety
    /// kernel_init is running with these.
    pub unsafe fn register(&self, registry: Registry, table: *mut Api, functions: &[(&str, Entry)]) {
        kernel::keep(table);
        for (name, entry) in functions {
            kernel::register(registry, &T::INFO, name, *entry);
        }
    }

    /// # Safety
    /// A kernel function is running with these.
    pub unsafe fn call<R: Into<Reply>>(
        &self,
        ctx: Context,
        args: Object,
        function: fn(&mut T, &Call) -> ModuleResult<R>,
    ) -> Object {
        match self.change(|module| function(module, &Call::new(args)).map(Into::into)) {
            Ok(reply) => reply.object(),
            Err(error) => kernel::raise(ctx, &error),
        }
    }
}

unsafe fn free(data: *mut u8, length: usize) {
    if !data.is_null() {
        drop(Box::from_raw(ptr::slice_from_raw_parts_mut(data, length)));
    }
}

fn gone() -> ModuleError {
    ModuleError::new(PANICKED, "the module was destroyed")
}

/// Behind `export_module!`: says that the module is [`Reconfigurable`](crate::Reconfigurable).
#[macro_export]
macro_rules! export_reconfigure {
    ($module:ty) => {
        /// # Safety
        /// Called by the container, as `helix/module.h` says.
        #[no_mangle]
        pub unsafe extern "C" fn helix_reconfigure(
            _module: *mut ::std::ffi::c_void,
            settings: *const $crate::raw::RawSetting,
            count: usize,
        ) -> i32 {
            HELIX_MODULE.reconfigure(settings, count)
        }
    };
}

/// Makes the header and the exports of a module: `export_module!(Counter)`, with functions
/// `export_module!(Counter { add, reset })`. The type has a function `new()`; each function is
/// `fn(&mut Self, &Call) -> ModuleResult<R>` where `R` becomes a [`Reply`](crate::Reply).
#[macro_export]
macro_rules! export_module {
    ($module:ty) => {
        $crate::export_module!(@exports $module);
    };
    ($module:ty { $($function:ident),+ $(,)? }) => {
        $crate::export_module!(@exports $module);

        /// # Safety
        /// Called by the container, once, with its table.
        #[no_mangle]
        pub unsafe extern "C" fn kernel_init(registry: $crate::raw::Registry, table: *mut $crate::raw::Api) {
            $(unsafe extern "C" fn $function(
                ctx: $crate::raw::Context,
                args: $crate::raw::Object,
            ) -> $crate::raw::Object {
                HELIX_MODULE.call(ctx, args, <$module>::$function)
            })+
            HELIX_MODULE.register(registry, table, &[$((stringify!($function), $function)),+]);
        }
    };
    (@exports $module:ty) => {
        static HELIX_MODULE: $crate::Slot<$module> = $crate::Slot::new();

        /// Exported, so that no linker takes it for unused.
        #[used]
        #[no_mangle]
        #[link_section = ".hxmd"]
        #[allow(non_upper_case_globals)]
        pub static helix_module_header: $crate::Header<
            { $crate::size(&<$module as $crate::Module>::INFO) },
        > = $crate::encode(&<$module as $crate::Module>::INFO);

        #[no_mangle]
        pub extern "C" fn _helix_module_create() -> *mut ::std::ffi::c_void {
            HELIX_MODULE.create(<$module>::new)
        }

        $crate::export_module!(@plain
            fn _helix_module_destroy() => destroy;
            fn _helix_module_init() -> i32 => init;
            fn _helix_module_cleanup() -> i32 => cleanup;
            fn helix_error_message() -> *const ::std::ffi::c_char => error_message;
            fn helix_state_version() -> u32 => state_version;
            fn helix_state_size() -> u64 => state_size;
            fn helix_prepare_reload() -> i32 => prepare_reload;
            fn helix_complete_reload() -> i32 => complete_reload;
            fn helix_verify_state() -> i32 => verify_state;
        );
        $crate::export_module!(@with_pointers
            fn helix_configure(key: *const ::std::ffi::c_char, value: *const ::std::ffi::c_char) -> i32 => configure;
            fn helix_handle_message(message: *const $crate::raw::RawMessage, out: *mut $crate::raw::RawMessage) -> i32
                => handle_message;
            fn helix_free_message(answer: *mut $crate::raw::RawMessage) => free_message;
            fn helix_serialize_state(data: *mut *mut u8, length: *mut usize) -> i32 => serialize;
            fn helix_free_state(data: *mut u8, length: usize) => free_state;
            fn helix_deserialize_state(data: *const u8, length: usize, version: u32) -> i32 => deserialize;
        );
    };
    (@plain $(fn $name:ident() $(-> $result:ty)? => $method:ident;)+) => {
        $(#[no_mangle]
        pub extern "C" fn $name(_module: *mut ::std::ffi::c_void) $(-> $result)? {
            HELIX_MODULE.$method()
        })+
    };
    (@with_pointers $(fn $name:ident($($argument:ident: $type:ty),+) $(-> $result:ty)? => $method:ident;)+) => {
        $(/// # Safety
        /// Called by the container, as `helix/module.h` says.
        #[no_mangle]
        pub unsafe extern "C" fn $name(_module: *mut ::std::ffi::c_void, $($argument: $type),+) $(-> $result)? {
            HELIX_MODULE.$method($($argument),+)
        })+
    };
}
