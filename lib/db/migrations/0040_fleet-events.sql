CREATE TABLE "fleet_events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"position" bigint,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"kind" text NOT NULL,
	"vm_id" text,
	"owner" text NOT NULL,
	"reference" text,
	"operation" jsonb,
	"fields" text[] DEFAULT '{}'::text[] NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "fleet_events_position" ON "fleet_events" USING btree ("position");--> statement-breakpoint
CREATE INDEX "fleet_events_unread" ON "fleet_events" USING btree ("id") WHERE position is null;--> statement-breakpoint
CREATE INDEX "fleet_events_at" ON "fleet_events" USING btree ("at");--> statement-breakpoint
-- Events are written by triggers, so that no way of changing a row can leave one out. A restore brings its own.
CREATE FUNCTION note_fleet_event(kind text, vm_id text, owner text, reference text, operation jsonb, fields text[])
RETURNS void AS $$
	INSERT INTO fleet_events (kind, vm_id, owner, reference, operation, fields)
	SELECT $1, $2, $3, $4, $5, array_remove($6, NULL)
	WHERE $3 <> '' AND current_setting('panel.restoring', true) IS DISTINCT FROM 'on';
$$ LANGUAGE sql;
--> statement-breakpoint
CREATE FUNCTION note_operation_event() RETURNS trigger AS $$
BEGIN
	PERFORM note_fleet_event('operation-ended', t.vm_id, t.owner, s.reference,
		jsonb_build_object('id', NEW.id, 'kind', NEW.kind, 'outcome', NEW.outcome), '{}')
	FROM tenancies t LEFT JOIN host_services s ON s.tenancy_id = t.id WHERE t.id = NEW.tenancy_id;
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER operations_event AFTER UPDATE OF outcome ON "operations" FOR EACH ROW
WHEN (OLD.outcome <> NEW.outcome AND NEW.outcome NOT IN ('open', 'checking') AND NEW.kind NOT IN ('open-console', 'end-console'))
EXECUTE FUNCTION note_operation_event();
--> statement-breakpoint
CREATE FUNCTION note_order_event() RETURNS trigger AS $$
BEGIN
	PERFORM note_fleet_event('operation-ended', NEW.vm_id, NEW.owner, NEW.reference,
		jsonb_build_object('id', NEW.id, 'kind', 'create-host', 'outcome', NEW.outcome), '{}');
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER orders_event AFTER UPDATE OF outcome ON "orders" FOR EACH ROW
WHEN (OLD.outcome <> NEW.outcome AND NEW.outcome NOT IN ('open', 'checking'))
EXECUTE FUNCTION note_order_event();
--> statement-breakpoint
CREATE FUNCTION note_tenancy_event() RETURNS trigger AS $$
DECLARE
	said text := (SELECT reference FROM host_services WHERE tenancy_id = NEW.id);
BEGIN
	IF TG_OP = 'INSERT' THEN
		PERFORM note_fleet_event('host-added', NEW.vm_id, NEW.owner, said, NULL, '{}');
	ELSIF NEW.until IS NOT NULL THEN
		PERFORM note_fleet_event('host-removed', NEW.vm_id, NEW.owner, said, NULL, '{}');
	ELSE
		PERFORM note_fleet_event('host-changed', NEW.vm_id, NEW.owner, said, NULL, '{customer}');
	END IF;
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER tenancies_event AFTER INSERT ON "tenancies" FOR EACH ROW
WHEN (NEW.until IS NULL) EXECUTE FUNCTION note_tenancy_event();
--> statement-breakpoint
CREATE TRIGGER tenancies_change_event AFTER UPDATE OF until, owner ON "tenancies" FOR EACH ROW
WHEN (OLD.until IS NULL AND (NEW.until IS NOT NULL OR OLD.owner <> NEW.owner)) EXECUTE FUNCTION note_tenancy_event();
--> statement-breakpoint
CREATE FUNCTION note_host_event() RETURNS trigger AS $$
BEGIN
	PERFORM note_fleet_event(
		CASE WHEN OLD.gone_at IS NULL AND NEW.gone_at IS NOT NULL THEN 'host-removed'
			WHEN OLD.gone_at IS NOT NULL AND NEW.gone_at IS NULL THEN 'host-added' ELSE 'host-changed' END,
		t.vm_id, t.owner, s.reference, NULL,
		CASE WHEN (OLD.gone_at IS NULL) = (NEW.gone_at IS NULL) THEN ARRAY[
			CASE WHEN OLD.name IS DISTINCT FROM NEW.name THEN 'name' END,
			CASE WHEN OLD.status IS DISTINCT FROM NEW.status THEN 'state' END,
			CASE WHEN (OLD.ipv4, OLD.ipv6, OLD.additional_ips) IS DISTINCT FROM (NEW.ipv4, NEW.ipv6, NEW.additional_ips)
				THEN 'addresses' END,
			CASE WHEN OLD.cpu_cores IS DISTINCT FROM NEW.cpu_cores THEN 'cpuCores' END,
			CASE WHEN OLD.memory_mb IS DISTINCT FROM NEW.memory_mb THEN 'memoryMb' END,
			CASE WHEN (OLD.system_disk_gb, OLD.data_disk_gb) IS DISTINCT FROM (NEW.system_disk_gb, NEW.data_disk_gb)
				THEN 'diskGb' END,
			CASE WHEN OLD.traffic_limit_gb IS DISTINCT FROM NEW.traffic_limit_gb THEN 'traffic' END,
			CASE WHEN OLD.image_id IS DISTINCT FROM NEW.image_id THEN 'system' END
		] ELSE '{}' END)
	FROM tenancies t LEFT JOIN host_services s ON s.tenancy_id = t.id
	WHERE t.vm_id = NEW.vm_id AND t.until IS NULL AND t.owner = NEW.owner;
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER hosts_event AFTER UPDATE ON "hosts" FOR EACH ROW
WHEN (NOT NEW.doubled AND (OLD.gone_at IS NULL, OLD.name, OLD.status, OLD.ipv4, OLD.ipv6, OLD.additional_ips, OLD.cpu_cores,
	OLD.memory_mb, OLD.system_disk_gb, OLD.data_disk_gb, OLD.traffic_limit_gb, OLD.image_id)
	IS DISTINCT FROM (NEW.gone_at IS NULL, NEW.name, NEW.status, NEW.ipv4, NEW.ipv6, NEW.additional_ips, NEW.cpu_cores,
	NEW.memory_mb, NEW.system_disk_gb, NEW.data_disk_gb, NEW.traffic_limit_gb, NEW.image_id))
EXECUTE FUNCTION note_host_event();
--> statement-breakpoint
CREATE FUNCTION note_service_event() RETURNS trigger AS $$
DECLARE
	fields text[] := array_remove(ARRAY[
		CASE WHEN OLD.reference IS DISTINCT FROM NEW.reference THEN 'reference' END,
		CASE WHEN OLD.plan_id IS DISTINCT FROM NEW.plan_id THEN 'plan' END,
		CASE WHEN OLD.paid_until IS DISTINCT FROM NEW.paid_until THEN 'paidUntil' END], NULL);
BEGIN
	PERFORM note_fleet_event('host-changed', t.vm_id, t.owner, NEW.reference, NULL, fields)
	FROM tenancies t WHERE t.id = NEW.tenancy_id AND t.until IS NULL AND cardinality(fields) > 0;
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER host_services_event AFTER INSERT OR UPDATE ON "host_services" FOR EACH ROW
EXECUTE FUNCTION note_service_event();
--> statement-breakpoint
CREATE FUNCTION note_customer_event() RETURNS trigger AS $$
BEGIN
	PERFORM note_fleet_event(
		CASE WHEN NOT NEW.found THEN 'customer-removed' WHEN OLD.found THEN 'customer-changed' ELSE 'customer-added' END,
		NULL, NEW.user_id, (SELECT reference FROM customer_references WHERE user_id = NEW.user_id), NULL,
		CASE WHEN OLD.found AND NEW.found THEN ARRAY[
			CASE WHEN OLD.name IS DISTINCT FROM NEW.name THEN 'name' END,
			CASE WHEN OLD.username IS DISTINCT FROM NEW.username THEN 'username' END,
			CASE WHEN OLD.email IS DISTINCT FROM NEW.email THEN 'email' END,
			CASE WHEN OLD.status IS DISTINCT FROM NEW.status THEN 'disabled' END
		] ELSE '{}' END);
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER customer_names_event AFTER INSERT ON "customer_names" FOR EACH ROW
WHEN (NEW.found) EXECUTE FUNCTION note_customer_event();
--> statement-breakpoint
CREATE TRIGGER customer_names_change_event AFTER UPDATE ON "customer_names" FOR EACH ROW
WHEN ((OLD.found, OLD.name, OLD.username, OLD.email, OLD.status)
	IS DISTINCT FROM (NEW.found, NEW.name, NEW.username, NEW.email, NEW.status))
EXECUTE FUNCTION note_customer_event();
