<?php

/** A query over SQLite with as much of Laravel's and ThinkPHP's builders as the modules use. */
class Rows
{
    public static $pdo;
    private $table;
    private $joins = '';
    private $wheres = [];
    private $values = [];
    private $columns = '*';
    private $order = '';

    public static function open(string $file): void
    {
        self::$pdo = new PDO("sqlite:$file", null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
        self::$pdo->exec('PRAGMA busy_timeout = 20000');
    }

    public function __construct(string $table)
    {
        $this->table = $table;
    }

    public function where(string $column, $value): self
    {
        $this->wheres[] = "$column = ?";
        $this->values[] = $value;
        return $this;
    }

    public function whereIn(string $column, array $values): self
    {
        $this->wheres[] = "$column IN (" . implode(', ', array_fill(0, count($values), '?')) . ')';
        array_push($this->values, ...$values);
        return $this;
    }

    public function join(string $table, string $left, string $_is, string $right): self
    {
        $this->joins .= " JOIN $table ON $left = $right";
        return $this;
    }

    public function picked(array $columns): self
    {
        $this->columns = implode(', ', $columns);
        return $this;
    }

    public function orderBy(string $column): self
    {
        $this->order = " ORDER BY $column";
        return $this;
    }

    /** @return array[] */
    public function read(): array
    {
        $columns = $this->joins !== '' && $this->columns === '*' ? "$this->table.*" : $this->columns;
        return $this->run("SELECT $columns FROM $this->table$this->joins" . $this->where_() . $this->order, [])->fetchAll(PDO::FETCH_ASSOC);
    }

    public function insert(array $row): bool
    {
        $names = array_keys($row);
        $places = implode(', ', array_fill(0, count($row), '?'));
        $this->run("INSERT INTO $this->table (" . implode(', ', $names) . ") VALUES ($places)", array_values($row));
        return true;
    }

    public function update(array $row): int
    {
        $sets = implode(', ', array_map(function ($name) {
            return "$name = ?";
        }, array_keys($row)));
        return $this->run("UPDATE $this->table SET $sets" . $this->where_(), array_values($row))->rowCount();
    }

    public function delete(): int
    {
        return $this->run("DELETE FROM $this->table" . $this->where_(), [])->rowCount();
    }

    private function where_(): string
    {
        return $this->wheres ? ' WHERE ' . implode(' AND ', $this->wheres) : '';
    }

    private function run(string $sql, array $values): PDOStatement
    {
        $statement = self::$pdo->prepare($sql);
        $statement->execute(array_merge($values, $this->values));
        return $statement;
    }

    /** @return string[] What a stand-in writes down for the drill, by table: `kind` and `text`. */
    public static function note(string $kind, $text): void
    {
        (new self('notes'))->insert(['kind' => $kind, 'text' => is_string($text) ? $text : json_encode($text)]);
    }
}

/** As both shops keep secrets: with a key of the shop's own, so that the database alone doesn't tell them. */
function shop_encrypt(string $text): string
{
    $iv = random_bytes(16);
    return base64_encode($iv . openssl_encrypt($text, 'aes-256-cbc', str_repeat('k', 32), OPENSSL_RAW_DATA, $iv));
}

function shop_decrypt(string $text): string
{
    $bytes = base64_decode($text);
    return (string) openssl_decrypt(substr($bytes, 16), 'aes-256-cbc', str_repeat('k', 32), OPENSSL_RAW_DATA, substr($bytes, 0, 16));
}
