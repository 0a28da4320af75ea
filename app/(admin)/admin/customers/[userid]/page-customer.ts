import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentViewer } from "@/lib/accounts/sessions/current-viewer";
import { isStaff } from "@/lib/accounts/sessions/viewer";
import { isUnheardOf } from "@/lib/fleet/customers/customer-page";
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
  tab?: "settings" | "activity",
): Promise<Metadata> {
  const userId = await userIdOf(params);
  if (!userId) {
    return { title: (await getTranslations("errors.not-found"))("title") };
  }
  const t = await getTranslations("customers");
  const viewer = await currentViewer();
  // Nobody else's visit asks RStack.
  if (viewer && isStaff(viewer) && (await isUnheardOf(userId))) {
    return { title: t("page.unheard") };
  }
  return { title: tab ? `${(await getTranslations("words"))(tab)} · ${userId}` : userId };
}
