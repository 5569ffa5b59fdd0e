//! The one binary: the server and its administration.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Asks Linux for pages of the usual size. The allocator asks for huge ones, of 2 MiB, and every one that is touched at all counts
/// as memory in use: twice as much at rest, for no page that is answered faster. Where it is refused, the program is only larger.
fn keep_pages_small() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

fn main() -> std::process::ExitCode {
    keep_pages_small();
    firstline::run(std::env::args_os())
}
