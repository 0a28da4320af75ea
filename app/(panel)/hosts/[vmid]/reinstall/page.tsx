import { ReinstallPage } from "@/components/hosts/reinstall/reinstall-page";
import { hostPage, hostTitle } from "@/lib/hosts/page-host";
import { askedChoice } from "@/lib/hosts/reinstall/asked-choice";
import { reinstallViewOf } from "@/lib/hosts/reinstall/show-reinstall";
import { PageMessages } from "@/lib/i18n/page-messages";

interface PageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = hostTitle("reinstall");

export default hostPage(async ({ owned }, { searchParams }: PageProps) => {
  const [view, asked] = await Promise.all([reinstallViewOf(owned), searchParams]);
  return (
    <PageMessages namespaces={["reinstall", "access"]}>
      <ReinstallPage view={view} asked={askedChoice(asked)} />
    </PageMessages>
  );
});
