/** Where the service worker's script is. It works for all pages: the answer says so (`Service-Worker-Allowed`). */
export const WORKER_ADDRESS = "/api/worker";
