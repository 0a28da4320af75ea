<?php

namespace RStackPanel;

/** What a shop asks for its services. Whatever is cut off or clicked twice, RStack does it once. */
final class Services
{
    /** After these the panel has an outcome for every operation, so an older key stands for something that is over. */
    const KEY_SECONDS = 900;

    /** What the panel keeps for a busy host and sends within half an hour: `whenBusy` in docs/api.md. */
    const WAITS = ['suspend-host', 'resume-host', 'start', 'stop', 'restart', 'force-stop', 'force-restart'];

    private $panel;
    private $store;
    private $words;
    /** @var string Two shops at one panel have different ones. */
    private $prefix;

    public function __construct(Panel $panel, Store $store, Words $words, string $prefix)
    {
        if (!preg_match('/^[a-z0-9-]{1,20}$/', $prefix)) {
            $prefix = 'shop';
        }
        $this->panel = $panel;
        $this->store = $store;
        $this->words = $words;
        $this->prefix = $prefix;
    }

    public function reference(int $service): string
    {
        return "{$this->prefix}:$service";
    }

    /** The service of this shop that a reference names; null where it is another shop's, or nobody's. */
    public function serviceOf(?string $reference): ?int
    {
        $start = "{$this->prefix}:";
        $number = strpos((string) $reference, $start) === 0 ? substr($reference, strlen($start)) : '';
        return ctype_digit($number) ? (int) $number : null;
    }

    /** The panel's number of a shop's client, who is made there if need be. */
    public function customer(int $client, array $person): string
    {
        // One key for each client, however many orders and clicks ask at once.
        $this->store->claim($client, 'customer', ['idem_key' => bin2hex(random_bytes(16)), 'asked_at' => time()]);
        $key = $this->store->find($client, 'customer')['idem_key'] ?? bin2hex(random_bytes(16));
        $body = array_filter($person) + [
            'username' => str_replace('-', '', $this->prefix) . $client,
            'reference' => "{$this->prefix}:c$client",
        ];
        while (true) {
            $known = $this->knownCustomer($client);
            if ($known !== null) {
                $this->store->drop($client, 'customer');
                return $known;
            }
            try {
                return (string) $this->panel->post('/fleet/customers', $body, $key)['customer'];
            } catch (Failure $failure) {
                if (!in_array($failure->why, ['exists', 'unconfirmed'], true) || $this->panel->secondsLeft() < 5) {
                    if (!$failure->isPassing() && $failure->why !== 'unconfirmed') {
                        $this->store->drop($client, 'customer', $key);
                    }
                    throw $failure;
                }
                // Another call makes the client at this moment, or an answer was lost.
                usleep(1000000);
            }
        }
    }

    public function knownCustomer(int $client): ?string
    {
        $found = $this->panel->get('/fleet/customers', ['reference' => "{$this->prefix}:c$client"]);
        return isset($found['customers'][0]) ? (string) $found['customers'][0]['customer'] : null;
    }

    /** Tells the panel of a client's new name, e-mail or phone; one who never ordered is left alone. */
    public function renameCustomer(int $client, array $person): void
    {
        $customer = $this->knownCustomer($client);
        if ($customer !== null) {
            $this->panel->patch('/fleet/customers/' . rawurlencode($customer), array_filter($person));
        }
    }

    /** The host of a service: by the id that the shop keeps, else by its reference. Null where there is none. */
    public function host(int $service, string $hostId): ?array
    {
        if ($hostId === '') {
            $found = $this->panel->get('/fleet/hosts', ['reference' => $this->reference($service)]);
            return $found['hosts'][0] ?? null;
        }
        try {
            return $this->panel->get('/fleet/hosts/' . rawurlencode($hostId));
        } catch (Failure $failure) {
            if ($failure->why === 'not-found') {
                return null;
            }
            throw $failure;
        }
    }

    /**
     * Orders a host, once for each service however often it is asked for, and waits for it. An order that goes on is asked
     * about, never sent with another key; one that ended without a host may be ordered anew.
     *
     * @param array    $body     The order without customer, name, password and reference.
     * @param callable $customer Gives the customer's number.
     * @return array The host, and its `password` where this call knows it.
     */
    public function order(int $service, string $name, array $body, callable $customer): array
    {
        $host = $this->host($service, '');
        $row = $this->store->find($service, 'create');
        if ($host !== null) {
            return $this->made($service, $host, $row);
        }
        if ($row !== null && $row['state'] === 'ended') {
            $this->store->drop($service, 'create', $row['idem_key']);
            $row = null;
        }
        if ($row === null) {
            $body = ['reference' => $this->reference($service), 'customer' => $customer(), 'name' => $name] + $body;
            $this->store->claim($service, 'create', [
                'idem_key' => bin2hex(random_bytes(16)),
                'body' => json_encode($body),
                'secret' => $this->store->encrypt(self::newPassword()),
                'asked_at' => time(),
            ]);
            $row = $this->store->find($service, 'create');
        }
        return $this->ask($service, $row);
    }

    /** Asks about an order under way; the same as `order`, without making one. Null where there is none. */
    public function checkOrder(int $service): ?array
    {
        $row = $this->store->find($service, 'create');
        if ($row === null || $row['state'] === 'ended') {
            return null;
        }
        $host = $this->host($service, '');
        return $host !== null ? $this->made($service, $host, $row) : $this->ask($service, $row);
    }

    /** An order that may still become a host holds its service: else nobody would delete that host. */
    public function refuseUnderWay(int $service): void
    {
        $row = $this->store->find($service, 'create');
        if ($row !== null && $row['state'] !== 'ended' && $this->host($service, '') === null) {
            throw new Failure('pending', ($row['message'] ?? '') ?: $this->words->say('order-pending'));
        }
    }

    private function ask(int $service, array $row): array
    {
        $key = $row['idem_key'];
        try {
            if ($row['operation_id'] !== '') {
                $operation = $this->panel->get('/fleet/operations/' . rawurlencode($row['operation_id']));
            } else {
                $body = json_decode($row['body'], true) + ['password' => $this->store->decrypt($row['secret'])];
                $operation = $this->panel->post('/fleet/hosts', $body, $key);
            }
        } catch (Failure $failure) {
            if ($failure->why === 'exists') {
                $operation = $this->existing($service, $failure);
            } elseif ($failure->isPassing() && !isset($failure->problem['operation'])) {
                throw $failure;
            } elseif (isset($failure->problem['operation'])) {
                $operation = $failure->problem['operation'];
            } else {
                $this->end($service, $key, $failure->getMessage());
                throw $failure;
            }
        }
        if (isset($operation['id'])) {
            $this->store->change($service, 'create', ['operation_id' => $operation['id']]);
        }
        $operation = $this->panel->wait($operation);
        $outcome = $operation['outcome'];
        if ($outcome === 'done' && ($operation['hostId'] ?? null) !== null) {
            $host = $this->host($service, (string) $operation['hostId']);
            if ($host !== null) {
                return $this->made($service, $host, $row);
            }
        }
        if (in_array($outcome, ['open', 'checking', 'done', 'unconfirmed'], true)) {
            // RStack may still make it: the panel ties a late host to its order, and staff can.
            $text = $this->words->say($outcome === 'unconfirmed' ? 'order-unconfirmed' : 'order-pending');
            $this->store->change($service, 'create', ['message' => $text]);
            throw new Failure('pending', $text);
        }
        $text = $this->words->ofOutcome($operation);
        if ($outcome === 'not-sent' && ($operation['notSentCause'] ?? '') === 'master-down') {
            // Nothing left the panel, and RStack will answer again: the cron job orders anew.
            $anew = ['idem_key' => bin2hex(random_bytes(16)), 'operation_id' => '', 'message' => $text];
            $this->store->change($service, 'create', $anew);
            throw new Failure('pending', $text);
        }
        $this->end($service, $key, $text);
        throw new Failure($outcome, $text);
    }

    /** What the panel says stands for this order already: as an operation. */
    private function existing(int $service, Failure $failure): array
    {
        if (isset($failure->problem['operation'])) {
            return $failure->problem['operation'];
        }
        $host = $this->host($service, '');
        if ($host === null) {
            throw $failure;
        }
        return ['outcome' => 'done', 'hostId' => $host['id']];
    }

    private function made(int $service, array $host, ?array $row): array
    {
        $password = $row === null || $row['state'] === 'ended' ? null : $this->store->decrypt($row['secret']);
        if ($row !== null) {
            $this->store->drop($service, 'create', $row['idem_key']);
        }
        return $host + ['password' => $password];
    }

    private function end(int $service, string $key, string $text): void
    {
        $row = $this->store->find($service, 'create');
        if ($row !== null && $row['idem_key'] === $key) {
            $this->store->change($service, 'create', ['state' => 'ended', 'message' => $text, 'secret' => '']);
        }
    }

    /**
     * A command that a look at the host tells of, such as `suspend-host`: one that is so already is done, and what was cut off
     * may be asked anew.
     */
    public function bring(string $hostId, string $kind, array $body = []): array
    {
        return $this->command($hostId, ['kind' => $kind] + $body, bin2hex(random_bytes(16)));
    }

    public function suspend(int $service, array $host, string $reason): void
    {
        // Whole characters, and without mbstring, which not every PHP has.
        $reason = preg_match('/^.{1,200}/us', trim($reason), $found) ? $found[0] : '';
        $this->setStatus($service, $host, 'suspend-host', $reason === '' ? [] : ['reason' => $reason]);
    }

    public function resume(int $service, array $host): void
    {
        $this->setStatus($service, $host, 'resume-host');
    }

    /** The shop takes it for done at once. While the panel keeps it, `checkKept` looks what it comes to. */
    private function setStatus(int $service, array $host, string $kind, array $body = []): void
    {
        $operation = $this->bring($host['id'], $kind, $body);
        $this->store->drop($service, 'kept');
        if (self::isKept($operation)) {
            $values = ['operation_id' => $operation['id'], 'body' => $kind, 'asked_at' => time()];
            $this->store->claim($service, 'kept', $values);
        }
    }

    /** What staff are to be told, once, and why: the panel kept a status for the service, and it came to nothing. Else null. */
    public function checkKept(int $service): ?array
    {
        $row = $this->store->find($service, 'kept');
        if ($row === null) {
            return null;
        }
        try {
            $operation = $this->panel->get('/fleet/operations/' . rawurlencode($row['operation_id']));
            $why = $this->words->ofOutcome($operation);
        } catch (Failure $failure) {
            if ($failure->isPassing()) {
                return null;
            }
            $operation = ['outcome' => $failure->why];
            $why = $failure->getMessage();
        }
        if (in_array($operation['outcome'], ['open', 'checking'], true)) {
            return null;
        }
        $this->store->drop($service, 'kept');
        return in_array($operation['outcome'], ['done', 'superseded'], true)
            ? null
            : [$this->words->say("{$row['body']}-failed", ['service' => $service]), $why];
    }

    /** Also what is protected or runs: its customer was told when the service ended. One that is gone is deleted. */
    public function delete(array $host): void
    {
        try {
            $this->bring($host['id'], 'delete-host', ['typedName' => $host['masterName'] ?? $host['id'], 'force' => true]);
        } catch (Failure $failure) {
            if ($failure->why !== 'not-found') {
                throw $failure;
            }
        }
    }

    /** A command that nothing tells of afterwards, such as a new password: asked twice at once it is the same operation. */
    public function once(int $service, string $hostId, string $kind, array $body): array
    {
        $row = $this->store->find($service, $kind);
        if ($row !== null && (time() - $row['asked_at'] > self::KEY_SECONDS || !$this->isSame($row, $body))) {
            $this->store->drop($service, $kind, $row['idem_key']);
            $row = null;
        }
        if ($row === null) {
            $key = bin2hex(random_bytes(16));
            $values = ['idem_key' => $key, 'body' => self::keyOf([$key, $body]), 'asked_at' => time()];
            $this->store->claim($service, $kind, $values);
            $row = $this->store->find($service, $kind) ?? $values;
            if (!$this->isSame($row, $body)) {
                throw new Failure('busy', $this->words->say('busy'));
            }
        }
        try {
            $operation = $this->command($hostId, ['kind' => $kind] + $body, $row['idem_key']);
        } catch (Failure $failure) {
            if (!$failure->isPassing() || $failure->why === 'busy') {
                $this->store->drop($service, $kind, $row['idem_key']);
            }
            throw $failure;
        }
        $this->store->drop($service, $kind, $row['idem_key']);
        return $operation;
    }

    /**
     * A new system, and the password that it gets. That takes minutes, so what the panel took and goes on is done for the shop.
     */
    public function reinstall(int $service, array $host, string $image): string
    {
        // Kept until it was asked for, so that two clicks ask for the same.
        $this->store->claim($service, 'new-system', ['secret' => $this->store->encrypt(self::newPassword()), 'asked_at' => time()]);
        $row = $this->store->find($service, 'new-system');
        $password = $row === null ? self::newPassword() : $this->store->decrypt($row['secret']);
        $asked = ['image' => $image, 'disks' => 'system', 'typedName' => $host['name'], 'password' => $password];
        try {
            $this->once($service, $host['id'], 'reinstall', $asked);
        } catch (Failure $failure) {
            if ($failure->why !== 'pending') {
                throw $failure;
            }
        }
        $this->store->drop($service, 'new-system');
        return $password;
    }

    private function isSame(array $row, array $body): bool
    {
        return hash_equals($row['body'], self::keyOf([$row['idem_key'], $body]));
    }

    /**
     * Sends a command and waits for its end. Where another operation holds the host, the panel keeps the command until the host
     * is free, and it counts as done for the shop. What the panel doesn't keep waits here for the end of the other operation:
     * the panel wrote nothing down then, so the key is good still.
     */
    public function command(string $hostId, array $body, string $key): array
    {
        $path = '/fleet/hosts/' . rawurlencode($hostId) . '/operations';
        $mayWait = in_array($body['kind'], self::WAITS, true);
        while (true) {
            try {
                $operation = $this->panel->post($path, $body + ($mayWait ? ['whenBusy' => 'wait'] : []), $key);
                break;
            } catch (Failure $failure) {
                if ($failure->why === 'not-possible' && ($failure->problem['reason'] ?? '') === 'nothing-changed') {
                    return ['outcome' => 'done', 'hostId' => $hostId];
                }
                $holds = $failure->problem['operation'] ?? null;
                if ($failure->why !== 'busy' || $holds === null) {
                    throw $failure;
                }
                $holds = $this->panel->wait($holds);
                if ($mayWait && self::isKept($holds) && $holds['kind'] === $body['kind']) {
                    return $holds;
                }
                if (in_array($holds['outcome'], ['open', 'checking'], true)) {
                    throw $failure;
                }
            }
        }
        $operation = $this->panel->wait($operation);
        $outcome = $operation['outcome'];
        if ($outcome !== 'done' && !self::isKept($operation)) {
            $isGoingOn = in_array($outcome, ['open', 'checking'], true);
            throw new Failure($isGoingOn ? 'pending' : $outcome, $this->words->ofOutcome($operation));
        }
        return $operation;
    }

    /** Whether the panel keeps it until the host is free. */
    private static function isKept(array $operation): bool
    {
        return $operation['outcome'] === 'open' && ($operation['waiting'] ?? false);
    }

    /** A way in for the customer who owns the host, good for a minute and one use. */
    public function signInLink(array $host, ?string $page = null): string
    {
        $to = ['host' => $host['id']] + ($page === null ? [] : ['page' => $page]);
        $path = '/fleet/customers/' . rawurlencode($host['customer']) . '/sign-in-links';
        return (string) $this->panel->post($path, ['to' => $to], bin2hex(random_bytes(16)))['url'];
    }

    /** What the panel says of each host of this shop, by service: `trafficGb`, `limitGb` (null: unlimited), `diskGb`. */
    public function usage(): array
    {
        $services = [];
        foreach ($this->panel->all('/fleet/usage', 'rows') as $row) {
            $service = $this->serviceOf($row['reference'] ?? null);
            if ($service !== null) {
                $services[$service] = [
                    'trafficGb' => (float) ($row['traffic']['usedGb'] ?? 0),
                    'limitGb' => $row['traffic']['limitGb'] ?? null,
                    'diskGb' => (float) ($row['diskGb'] ?? 0),
                ];
            }
        }
        return $services;
    }

    /**
     * Dates and addresses that the panel shows with a host, where they aren't those it was told last.
     *
     * @return bool Whether there was something to tell.
     */
    public function tell(int $service, string $hostId, array $dates): bool
    {
        $text = (string) json_encode($dates);
        $row = $this->store->find($service, 'dates');
        if ($row !== null && $row['body'] === $text) {
            return false;
        }
        $this->panel->patch('/fleet/hosts/' . rawurlencode($hostId), $dates);
        if ($row === null) {
            $this->store->claim($service, 'dates', ['body' => $text, 'asked_at' => time()]);
        } else {
            $this->store->change($service, 'dates', ['body' => $text]);
        }
        return true;
    }

    /** All that is remembered of a service that has ended. */
    public function forget(int $service): void
    {
        $this->store->drop($service, 'create');
        $this->store->drop($service, 'dates');
        $this->store->drop($service, 'kept');
    }

    /** The panel's plans, places or images as a shop's list: id to name. */
    public function choices(string $list): array
    {
        $named = function (string $rows, string $start) {
            $choices = [];
            foreach ($this->panel->all("/fleet/$rows", $rows) as $row) {
                $choices[$start . $row['id']] = $row['name'] ?? $row['id'];
            }
            return $choices;
        };
        return $list === 'place' ? $named('areas', 'area:') + $named('nodes', 'node:') : $named("{$list}s", '');
    }

    /** The order's body from what staff chose for the product, and the customer instead of them. */
    public static function orderOf(array $chosen): array
    {
        list($placeKind, $place) = explode(':', $chosen['place'] . ':');
        $body = ['plan' => $chosen['plan'], $placeKind === 'node' ? 'node' : 'area' => $place, 'image' => $chosen['image']];
        foreach (['ipv4', 'ipv6'] as $kind) {
            if ((int) $chosen[$kind] > 0) {
                $body[$kind] = ['count' => (int) $chosen[$kind]];
            }
        }
        return $body;
    }

    /** RStack's names are letters and digits. The service's number makes it the only one. */
    public static function nameOf(string $domain, int $service): string
    {
        $label = preg_replace('/[^A-Za-z0-9]/', '', explode('.', $domain)[0]);
        return substr($label === '' ? 'vps' : $label, 0, 50) . $service;
    }

    /** Sixteen characters with a capital, a small letter and a digit: shops' own passwords are too weak for the panel. */
    public static function newPassword(): string
    {
        $sets = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789'];
        $all = implode('', $sets);
        $letters = [];
        for ($n = 0; $n < 16; $n++) {
            $set = $sets[$n] ?? $all;
            $letters[] = $set[random_int(0, strlen($set) - 1)];
        }
        for ($n = 15; $n > 0; $n--) {
            $other = random_int(0, $n);
            list($letters[$n], $letters[$other]) = [$letters[$other], $letters[$n]];
        }
        return implode('', $letters);
    }

    /** The user that RStack's images have. */
    public static function userOf(array $host): string
    {
        return ($host['system']['family'] ?? '') === 'windows' ? 'Administrator' : 'root';
    }

    public static function addressOf(array $host): string
    {
        return (string) ($host['addresses']['shared']['publicAddress'] ?? $host['addresses']['main'] ?? '');
    }

    private static function keyOf(array $parts): string
    {
        return hash('sha256', (string) json_encode($parts));
    }
}
