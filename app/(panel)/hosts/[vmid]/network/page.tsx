import { Faults } from "@/app/faults";
import { NetworkPage } from "@/components/hosts/network/network-page";
import { readNetwork } from "@/lib/hosts/network/read-network";
import { hostPage, hostTitle } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";

export const generateMetadata = hostTitle("network");

export default hostPage(async ({ owned }) => (
  <PageMessages namespaces={["network"]}>
    <Faults of="network">
      <NetworkPage view={await readNetwork(owned)} />
    </Faults>
  </PageMessages>
));
