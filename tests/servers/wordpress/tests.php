<?php
/**
 * A must-use plugin of the tests: no letter leaves, and where WP_NO_LIMITS is set, whoever comments may do so again at once.
 */
add_filter( 'pre_wp_mail', '__return_true' );
if ( getenv( 'WP_NO_LIMITS' ) ) {
	add_filter( 'wp_is_comment_flood', '__return_false', 99 );
	add_filter( 'duplicate_comment_id', '__return_false' );
}
