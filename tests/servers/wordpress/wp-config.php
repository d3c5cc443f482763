<?php
// The settings of a WordPress that lives as long as a test. The environment says what differs.
define( 'DB_NAME', getenv( 'WP_DATABASE' ) );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', getenv( 'WP_DATABASE_HOST' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'WP_HOME', getenv( 'WP_ADDRESS' ) );
define( 'WP_SITEURL', getenv( 'WP_ADDRESS' ) );
// No request leaves this machine, none is made to the server itself while it answers one.
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', false );
// Else there are application passwords only where the address is https.
define( 'WP_ENVIRONMENT_TYPE', 'local' );
if ( getenv( 'BANTIN_SITES' ) ) {
	define( 'BANTIN_SITES', explode( ' ', getenv( 'BANTIN_SITES' ) ) );
}
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY' ) as $key ) {
	define( $key, 'for a test' );
	define( str_replace( '_KEY', '_SALT', $key ), 'for a test' );
}
$table_prefix = 'wp_';
require_once ABSPATH . 'wp-settings.php';
