import { apiRoute } from "@/lib/api/handle-api";

export const dynamic = "force-dynamic";

/** What no other route below `/api` answers, such as another version of the API: a 404 that programs can read. */
export const GET = apiRoute;
export const POST = apiRoute;
export const PUT = apiRoute;
export const PATCH = apiRoute;
export const DELETE = apiRoute;
export const OPTIONS = apiRoute;
