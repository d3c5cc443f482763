<?php
// Installs WordPress: its tables, an administrator, and the options that are given as JSON.
define( 'WP_INSTALLING', true );
// Would send a letter.
function wp_new_blog_notification() {}
require ABSPATH . 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Con Nước', 'toasoan', 'toasoan@example.org', true, '', 'mat-khau' );
// The article, the page and the comment that every new WordPress has.
foreach ( get_posts( array( 'post_type' => array( 'post', 'page' ), 'numberposts' => -1, 'post_status' => 'any' ) ) as $post ) {
	wp_delete_post( $post->ID, true );
}
foreach ( json_decode( $argv[1] ?? '{}', true ) as $name => $value ) {
	update_option( $name, $value );
}
flush_rewrite_rules();
