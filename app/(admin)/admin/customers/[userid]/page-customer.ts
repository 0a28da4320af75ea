import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { parseUserId, type UserId } from "@/lib/rstack/ids";

export interface CustomerPageProps {
  params: Promise<{ userid: string }>;
}

const userIdOf = async (params: CustomerPageProps["params"]): Promise<UserId | null> => {
  try {
    return parseUserId(decodeURIComponent((await params).userid));
  } catch {
    return null;
  }
};

/** The number in the address; 404 where it can't be one. */
export async function requireUserId({ params }: CustomerPageProps): Promise<UserId> {
  const userId = await userIdOf(params);
  if (!userId) {
    notFound();
  }
  return userId;
}

export async function customerMetadata(
  { params }: CustomerPageProps,
  tab?: "hosts" | "access" | "activity" | "edit",
): Promise<Metadata> {
  const userId = (await userIdOf(params)) ?? "";
  const t = await getTranslations("customers.tab");
  return { title: tab ? `${t(tab)} · ${userId}` : userId };
}
