<?php
// The functions of WordPress that docs/cms.md uses, over a file: php wordpress-functions.php STATE SCRIPT DIRECTORY
[, $state, $script, $directory] = $argv;
$posts = file_exists($state) ? json_decode(file_get_contents($state), true) : [];

class WP_Error
{
    public function get_error_message()
    {
        return 'it has no title';
    }
}

class WP_CLI
{
    public static function error($message)
    {
        fwrite(STDERR, "$message\n");
        exit(1);
    }
}

function is_wp_error($value)
{
    return $value instanceof WP_Error;
}

function wp_slash($value)
{
    return is_array($value) ? array_map('wp_slash', $value) : (is_string($value) ? addslashes($value) : $value);
}

// WordPress expects slashes and removes them.
function unslashed($page)
{
    return array_map(fn ($value) => is_string($value) ? stripslashes($value) : $value, $page);
}

function wp_insert_post($page, $wp_error)
{
    global $posts;
    $page = unslashed($page);
    if (($page['post_title'] ?? '') === '') {
        return new WP_Error();
    }
    $id = $page['ID'] ?? count($posts) + 1;
    $posts[$id] = $page + ['ID' => $id, 'meta' => $posts[$id]['meta'] ?? [], 'post_content' => ''];
    return $id;
}

function wp_update_post($page)
{
    global $posts;
    $posts[$page['ID']] = unslashed($page) + $posts[$page['ID']];
}

function update_post_meta($id, $key, $value)
{
    global $posts;
    $posts[$id]['meta'][$key] = $value;
}

function get_post_meta($id, $key, $single)
{
    global $posts;
    return $posts[$id]['meta'][$key] ?? '';
}

function get_post($id)
{
    global $posts;
    return (object) $posts[$id];
}

function get_posts($query)
{
    global $posts;
    $found = array_filter($posts, fn ($post) => isset($post['meta'][$query['meta_key']]));
    return array_map(fn ($post) => (object) $post, array_values($found));
}

function get_permalink($id)
{
    return "https://www.example.org/?page_id=$id";
}

function sanitize_title($title)
{
    return strtolower(preg_replace('~[^A-Za-z0-9]+~', '-', $title));
}

function esc_url($url)
{
    return htmlspecialchars($url);
}

register_shutdown_function(function () use ($state) {
    global $posts;
    file_put_contents($state, json_encode($posts));
});
error_reporting(E_ALL);
set_error_handler(function ($level, $message, $file, $line) {
    WP_CLI::error("$message in line $line");
});
$args = [$directory];
require $script;
