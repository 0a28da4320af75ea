import { mcpRoute } from "@/lib/api/mcp/handle-mcp";

export const dynamic = "force-dynamic";

/** For assistants: the API as tools, by a token alone. */
export const GET = mcpRoute;
export const POST = mcpRoute;
export const PUT = mcpRoute;
export const PATCH = mcpRoute;
export const DELETE = mcpRoute;
export const OPTIONS = mcpRoute;
