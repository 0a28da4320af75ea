<?php

/**
 * A stand-in for WHMCS, as far as its documents say how it calls a provisioning module:
 * `php whmcs.php DATABASE MODULE FUNCTION SERVICE_ID [JSON]` prints what it returned as one line of JSON.
 */

namespace WHMCS\Database {
    class Capsule
    {
        public static function table(string $name)
        {
            return new class ($name) extends \Rows {
                public function first()
                {
                    $rows = $this->read();
                    return isset($rows[0]) ? (object) $rows[0] : null;
                }

                public function get()
                {
                    return array_map(function ($row) {
                        return (object) $row;
                    }, $this->read());
                }

                public function select(...$columns): self
                {
                    return $this->picked($columns);
                }
            };
        }

        public static function connection()
        {
            return new class {
                public function statement(string $sql): bool
                {
                    \Rows::$pdo->exec($sql);
                    return true;
                }
            };
        }
    }
}

namespace WHMCS\Config {
    class Setting
    {
        public static function getValue(string $name): string
        {
            return $name === 'SystemURL' ? 'https://shop.example' : '';
        }
    }
}

namespace WHMCS\Service {
    use WHMCS\Database\Capsule;

    class Service
    {
        public $serviceProperties;

        public static function find(int $id): self
        {
            $service = new self();
            $service->serviceProperties = new class ($id) {
                /** Columns of the service that a property of this name is, and no custom field. */
                const OWN = [
                    'domain' => 'domain',
                    'Username' => 'username',
                    'Password' => 'password',
                    'Dedicated IP' => 'dedicatedip',
                    'Assigned IPs' => 'assignedips',
                ];
                private $id;

                public function __construct(int $id)
                {
                    $this->id = $id;
                }

                public function get(string $name)
                {
                    $row = Capsule::table('properties')->where('service', $this->id)->where('name', $name)->first();
                    return $row === null ? '' : $row->value;
                }

                public function save(array $values): void
                {
                    foreach ($values as $name => $value) {
                        if (isset(self::OWN[$name])) {
                            $kept = $name === 'Password' ? \shop_encrypt($value) : $value;
                            Capsule::table('tblhosting')->where('id', $this->id)->update([self::OWN[$name] => $kept]);
                            continue;
                        }
                        Capsule::table('properties')->where('service', $this->id)->where('name', $name)->delete();
                        Capsule::table('properties')->insert(['service' => $this->id, 'name' => $name, 'value' => $value]);
                    }
                }
            };
            return $service;
        }
    }
}

namespace WHMCS\UsageBilling\Contracts\Metrics {
    interface MetricInterface
    {
        const TYPE_SNAPSHOT = 'snapshot';
        const TYPE_PERIOD_DAY = 'day';
        const TYPE_PERIOD_MONTH = 'month';
    }

    interface ProviderInterface
    {
        public function metrics();

        public function usage();

        public function tenantUsage($tenant);
    }
}

namespace WHMCS\UsageBilling\Metrics\Units {
    class GigaBytes
    {
    }
}

namespace WHMCS\UsageBilling\Metrics {
    class Usage
    {
        public $value;

        public function __construct($value)
        {
            $this->value = $value;
        }
    }

    class Metric implements \WHMCS\UsageBilling\Contracts\Metrics\MetricInterface
    {
        public $name;
        public $type;
        public $usage;

        public function __construct(string $name, string $_shown, string $type, $_unit)
        {
            $this->name = $name;
            $this->type = $type;
        }

        public function withUsage(Usage $usage): self
        {
            $copy = clone $this;
            $copy->usage = $usage->value;
            return $copy;
        }
    }
}

namespace {
    use WHMCS\Database\Capsule;
    use WHMCS\Service\Service;

    list(, $database, $folder, $function, $service) = $argv;
    $given = json_decode($argv[5] ?? '{}', true);
    error_reporting(E_ALL);
    set_error_handler(function ($_level, $message, $file, $line) {
        throw new ErrorException($message, 0, 1, $file, $line);
    });
    require __DIR__ . '/rows.php';
    Rows::open($database);
    define('WHMCS', true);
    if (!empty($given['staff'])) {
        define('ADMINAREA', true);
    }
    $_SESSION = ['Language' => $given['language'] ?? 'english'];
    $_SERVER['REQUEST_METHOD'] = $given['method'] ?? 'POST';
    $hooks = [];

    function add_hook(string $name, int $_priority, callable $work): void
    {
        $GLOBALS['hooks'][$name][] = $work;
    }

    function logModuleCall($module, $action, $request, $response, $data, $secrets = []): void
    {
        $text = implode("\n", array_map(function ($part) {
            return is_string($part) ? $part : json_encode($part);
        }, [$module, $action, $request, $response, $data]));
        Rows::note('module-log', str_replace(array_filter($secrets), '***', $text));
    }

    function logActivity(string $text): void
    {
        Rows::note('activity', $text);
    }

    function encrypt(string $text): string
    {
        return shop_encrypt($text);
    }

    function decrypt(string $text): string
    {
        return shop_decrypt($text);
    }

    /** The parameters that a module's function gets. */
    function params(int $service): array
    {
        $row = (array) Capsule::table('tblhosting')->where('id', $service)->first();
        $server = (array) Capsule::table('tblservers')->where('id', $row['server'] ?? 1)->first();
        $client = (array) Capsule::table('tblclients')->where('id', $row['userid'] ?? 0)->first();
        return [
            'serviceid' => $service,
            'userid' => $row['userid'] ?? 0,
            'pid' => $row['packageid'] ?? 0,
            'domain' => $row['domain'] ?? '',
            'username' => $row['username'] ?? '',
            'password' => isset($row['password']) ? shop_decrypt($row['password']) : '',
            'status' => $row['domainstatus'] ?? '',
            'clientsdetails' => $client,
            'configoptions' => [],
            'serverid' => $server['id'],
            'serverhostname' => $server['hostname'],
            'serverport' => $server['port'],
            'serversecure' => $server['secure'] === 'on',
            'serverusername' => $server['username'],
            'serverpassword' => '',
            'serveraccesshash' => $server['accesshash'],
            'model' => Service::find($service),
        ] + (array) json_decode($row['options'] ?? '{}', true);
    }

    /** Where a function has no word for a fault, WHMCS shows staff what it throws. */
    function or_thrown(callable $work)
    {
        try {
            return $work();
        } catch (RStackPanel\Failure $failure) {
            return ['thrown' => $failure->getMessage()];
        }
    }

    /** What WHMCS itself does once a function said `success`. */
    const STATUS_AFTER = ['CreateAccount' => 'Active', 'SuspendAccount' => 'Suspended', 'UnsuspendAccount' => 'Active', 'TerminateAccount' => 'Terminated'];

    function call_module(string $function, int $service, array $given = [])
    {
        $returned = ("rstackpanel_$function")(array_merge(params($service), $given['params'] ?? []));
        if ($returned === 'success' && isset(STATUS_AFTER[$function])) {
            Capsule::table('tblhosting')->where('id', $service)->update(['domainstatus' => STATUS_AFTER[$function]]);
        }
        return $returned;
    }

    function localAPI(string $command, array $values): array
    {
        if ($command === 'ModuleCreate') {
            $came = call_module('CreateAccount', (int) $values['serviceid']);
            return $came === 'success' ? ['result' => 'success'] : ['result' => 'error', 'message' => $came];
        }
        Rows::note($command, $values);
        return ['result' => 'success'];
    }

    require "$folder/rstackpanel.php";
    require "$folder/hooks.php";

    if ($function === 'hook') {
        foreach ($hooks[$given['hook']] as $work) {
            $work($given['vars'] ?? []);
        }
        $returned = 'ran';
    } elseif ($function === 'ConfigOptions') {
        $options = rstackpanel_ConfigOptions();
        $returned = or_thrown(function () use ($options, $service) {
            return ['names' => array_keys($options)] + array_map(function ($option) use ($service) {
                return isset($option['Loader']) ? $option['Loader'](params((int) $service)) : $option['Type'];
            }, $options);
        });
    } elseif ($function === 'MetricProvider') {
        $returned = or_thrown(function () use ($service) {
            return rstackpanel_MetricProvider(params((int) $service))->usage();
        });
    } elseif ($function === 'UsageUpdate') {
        // Once for each server, and what it left with the service.
        $returned = or_thrown(function () use ($service) {
            rstackpanel_UsageUpdate(params((int) $service));
            return Capsule::table('tblhosting')->where('id', (int) $service)->first();
        });
    } elseif (in_array($function, ['MetaData', 'ClientAreaAllowedFunctions', 'AdminCustomButtonArray'], true)) {
        $returned = ("rstackpanel_$function")();
    } elseif ($function === 'click') {
        // A customer's click: by the form that the client area showed in this session, which is sent as often as it is asked.
        $_SESSION['rstackpanel_key'] = $given['session'];
        $_POST['rstackform'] = $given['form'] ?? RStackPanel\Whmcs::newForm((int) $service);
        $returned = call_module($given['action'], (int) $service);
    } elseif ($function === 'form') {
        $_SESSION['rstackpanel_key'] = $given['session'];
        $returned = RStackPanel\Whmcs::newForm((int) $service);
    } else {
        $returned = call_module($function, (int) $service, $given);
    }
    echo json_encode($returned), "\n";
}
