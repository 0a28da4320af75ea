// Preloaded by what the demo starts: when the demo is killed, these end as cleanly as at Ctrl-C.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
