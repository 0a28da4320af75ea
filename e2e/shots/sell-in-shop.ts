import { inDatabase } from "../support/panel-rows";
import type { World } from "../support/world";

/** What a shop says of hosts, some of it wrong by now, and an order of which nobody knows what came. */
export async function sellInShop(world: World): Promise<void> {
  await inDatabase(
    world,
    `insert into host_services (tenancy_id, reference, paid_until, price_text, renew_url, upgrade_url)
      select id, 'whmcs:' || vm_id, now() + case vm_id when '102' then interval '-2 days' else interval '20 days' end,
        '€ 9.90 a month', 'https://shop.fjordhost.example/renew?host={host}', 'https://shop.fjordhost.example/upgrade?host={host}'
      from tenancies where until is null and vm_id in ('101', '102', '103', '108')`,
  );
  await inDatabase(
    world,
    `insert into orders (form_key, body_hash, account_id, actor_name, reference, owner, name, place, image_id, language, outcome, sent_at, ended_at)
      select 'shots', '', id, display_name, 'whmcs:2041', '10001', 'shop04', 'node:1', '11', 'en', 'unconfirmed', now(), now()
      from accounts where display_name = 'Mira Voss'`,
  );
}
