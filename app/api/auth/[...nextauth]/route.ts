import { nextAuthRoute } from "@/lib/accounts/sign-in/next-auth-route";

export { nextAuthRoute as GET, nextAuthRoute as POST };
