import { nextAuthRoute } from "@/lib/accounts/next-auth-route";

export { nextAuthRoute as GET, nextAuthRoute as POST };
