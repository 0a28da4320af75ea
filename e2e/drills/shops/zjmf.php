<?php

/**
 * A stand-in for 魔方财务 3.x, as far as public modules show how it calls a server module:
 * `php zjmf.php DATABASE MODULE FUNCTION HOST_ID [JSON]` prints what it returned as one line of JSON.
 */

namespace think {
    class Db
    {
        public static function name(string $name)
        {
            return new class ("shd_$name") extends \Rows {
                private $full;

                public function __construct(string $table)
                {
                    parent::__construct($table);
                    $this->full = $table;
                }

                public function getTable(): string
                {
                    return $this->full;
                }

                public function find(): ?array
                {
                    return $this->read()[0] ?? null;
                }

                public function select(): array
                {
                    return $this->read();
                }

                public function order(string $column): self
                {
                    return $this->orderBy($column);
                }

                public function insertGetId(array $row): int
                {
                    $this->insert($row);
                    return (int) \Rows::$pdo->lastInsertId();
                }
            };
        }

        public static function execute(string $sql): int
        {
            return \Rows::$pdo->exec($sql);
        }
    }
}

namespace {
    use think\Db;

    list(, $database, $folder, $function, $service) = $argv;
    $given = json_decode($argv[5] ?? '{}', true);
    error_reporting(E_ALL);
    set_error_handler(function ($_level, $message, $file, $line) {
        throw new ErrorException($message, 0, 1, $file, $line);
    });
    require __DIR__ . '/rows.php';
    Rows::open($database);
    $_SERVER['REQUEST_METHOD'] = $given['method'] ?? 'POST';

    function cmf_encrypt(string $text): string
    {
        return shop_encrypt($text);
    }

    function cmf_decrypt(string $text): string
    {
        return shop_decrypt($text);
    }

    function active_logs(string $text, $_user = 0, $_kind = 0): void
    {
        Rows::note('activity', $text);
    }

    function cookie(string $_name)
    {
        return $GLOBALS['given']['language'] ?? null;
    }

    function configuration(string $_name)
    {
        return 'https://shop.example';
    }

    /** The parameters that a module's function gets. */
    function params(int $service): array
    {
        $row = Db::name('host')->where('id', $service)->find();
        return RStackPanel\Zjmf::paramsOf($row) + [
            'password' => cmf_decrypt($row['password']),
            'domainstatus' => $row['domainstatus'],
            'configoptions' => (array) json_decode($row['options'], true),
        ];
    }

    const STATUS_AFTER = ['CreateAccount' => 'Active', 'SuspendAccount' => 'Suspended', 'UnsuspendAccount' => 'Active', 'TerminateAccount' => 'Deleted'];

    require "$folder/rstackpanel.php";

    if ($function === 'hook') {
        rstackpanel_FiveMinuteCron();
        $returned = 'ran';
    } elseif ($function === 'ConfigOptions') {
        $returned = rstackpanel_ConfigOptions();
    } elseif ($function === 'UsageUpdate') {
        rstackpanel_UsageUpdate([]);
        $returned = Db::name('host')->where('id', (int) $service)->find();
    } elseif (in_array($function, ['MetaData', 'AllowFunction'], true)) {
        $returned = ("rstackpanel_$function")();
    } else {
        $params = array_merge(params((int) $service), $given['params'] ?? []);
        $returned = ("rstackpanel_$function")($params, ...($given['more'] ?? []));
        $isDone = in_array($returned, ['success', 'ok'], true) || (is_array($returned) && ($returned['status'] ?? '') === 'success');
        if ($isDone && isset(STATUS_AFTER[$function])) {
            Db::name('host')->where('id', $service)->update(['domainstatus' => STATUS_AFTER[$function]]);
        }
    }
    echo json_encode($returned), "\n";
}
