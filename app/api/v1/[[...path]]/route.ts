import { apiRoute } from "@/lib/api/handle-api";

export const dynamic = "force-dynamic";

/** All of the API for programs: by a token alone, whatever the method. */
export const GET = apiRoute;
export const POST = apiRoute;
export const PUT = apiRoute;
export const PATCH = apiRoute;
export const DELETE = apiRoute;
export const OPTIONS = apiRoute;
