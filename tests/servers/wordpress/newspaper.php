<?php
// A small newspaper in which every kind of article is that an adapter must read. The recorded answers come from it.
require ABSPATH . 'wp-load.php';
require ABSPATH . 'wp-admin/includes/image.php';

$media = $argv[1];
// An editor may write any HTML; whoever is nobody has it cleaned.
wp_set_current_user( 1 );

/** A user who writes. */
function writer( $login, $name, $about = '' ) {
	$user = array( 'user_login' => $login, 'user_pass' => 'mat-khau', 'user_email' => "$login@example.org" );
	return wp_insert_user( $user + array( 'display_name' => $name, 'description' => $about, 'role' => 'author' ) );
}

/** A section or a tag. */
function term( $name, $slug, $kind = 'category', $more = array() ) {
	return wp_insert_term( $name, $kind, array( 'slug' => $slug ) + $more )['term_id'];
}

/** A picture in all its sizes. */
function picture( $file, $title, $alt, $caption ) {
	global $media;
	$upload = wp_upload_bits( $file, null, file_get_contents( "$media/$file" ), '2023/12' );
	$type   = wp_check_filetype( $file )['type'];
	$id     = wp_insert_attachment(
		array( 'post_title' => $title, 'post_excerpt' => $caption, 'post_content' => '', 'post_mime_type' => $type, 'post_date' => '2023-12-01 08:00:00' ),
		$upload['file']
	);
	wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $upload['file'] ) );
	update_post_meta( $id, '_wp_attachment_image_alt', $alt );
	return $id;
}

/** An article; `$date` is the newspaper's own time. */
function article( $date, $title, $slug, $content, $more = array() ) {
	$fields = array( 'post_date' => $date, 'post_title' => $title, 'post_name' => $slug, 'post_content' => $content );
	return wp_insert_post( wp_slash( $more + $fields + array( 'post_status' => 'publish', 'post_author' => 1 ) ) );
}

/** A comment. */
function comment( $article, $date, $name, $text, $parent = 0, $more = array() ) {
	$fields = array( 'comment_post_ID' => $article, 'comment_date' => $date, 'comment_date_gmt' => get_gmt_from_date( $date ), 'comment_author' => $name, 'comment_content' => $text, 'comment_parent' => $parent );
	return wp_insert_comment( wp_slash( $more + $fields + array( 'comment_approved' => 1, 'comment_author_email' => '', 'comment_author_IP' => '203.0.113.7' ) ) );
}

/** A paragraph block. */
function paragraph( $text ) {
	return "<!-- wp:paragraph -->\n<p>$text</p>\n<!-- /wp:paragraph -->\n\n";
}

/** A picture block; the caption may be empty. */
function image_block( $id, $caption ) {
	$src     = wp_get_attachment_image_url( $id, 'large' );
	$alt     = esc_attr( get_post_meta( $id, '_wp_attachment_image_alt', true ) );
	$caption = '' === $caption ? '' : "<figcaption class=\"wp-element-caption\">$caption</figcaption>";
	return "<!-- wp:image {\"id\":$id,\"sizeSlug\":\"large\",\"linkDestination\":\"none\"} -->\n<figure class=\"wp-block-image size-large\"><img src=\"$src\" alt=\"$alt\" class=\"wp-image-$id\"/>$caption</figure>\n<!-- /wp:image -->\n\n";
}

wp_update_user( array( 'ID' => 1, 'display_name' => 'Toà soạn' ) );
$hanh = writer( 'hanh', 'Nguyễn Thị Hạnh', 'Phóng viên thuỷ văn.' );
$luc  = writer( 'luc', 'Trần Văn Lực' );

wp_update_term( 1, 'category', array( 'name' => 'Chưa xếp mục', 'slug' => 'chua-xep-muc' ) );
$weather = term( 'Thời tiết', 'thoi-tiet', 'category', array( 'description' => 'Bão, mưa, nắng.' ) );
$storms  = term( 'Bão & áp thấp', 'bao-ap-thap', 'category', array( 'parent' => $weather ) );
$water   = term( 'Thuỷ văn', 'thuy-van' );
$flood   = term( 'lũ quét', 'lu-quet', 'post_tag' );
$north   = term( 'miền Bắc', 'mien-bac', 'post_tag' );

$storm = picture( 'bao-bien-dong.jpg', 'Bão trên Biển Đông', 'Mây bão xoáy trên Biển Đông nhìn từ vệ tinh', 'Cơn bão lúc 13 giờ. Ảnh: <em>Con Nước</em>' );
$river = picture( 'song-hong-mua-can.jpg', 'Sông Hồng mùa cạn', 'Bãi cát nổi giữa sông', 'Sông Hồng tháng Ba.' );
$chart = picture( 'bieu-do-luong-mua.png', 'Biểu đồ lượng mưa', '', '' );

article(
	'2023-12-09 08:30:00',
	'Đọc bản tin bão',
	'doc-ban-tin-bao',
	paragraph( 'Bản tin bão có <strong>năm</strong> phần, phần nào cũng ngắn.' ) .
	"<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\n" .
	"<!-- wp:heading -->\n<h2>Tâm bão ở đâu</h2>\n<!-- /wp:heading -->\n\n" .
	paragraph( 'Toạ độ đọc theo <a href="' . home_url( '/2023/12/luot-xem/' ) . '">vĩ độ</a> trước, kinh độ sau.' ) .
	image_block( $storm, 'Cơn bão lúc 13 giờ. Ảnh: Con Nước' ) .
	"<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>Cấp gió</li>\n<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n<li>Cấp giật</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->\n\n" .
	"<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><!-- wp:paragraph -->\n<p>Nghe đài, đừng nghe đồn.</p>\n<!-- /wp:paragraph --><cite>Tục ngữ mới</cite></blockquote>\n<!-- /wp:quote -->",
	array( 'post_author' => $hanh, 'post_excerpt' => 'Năm phần của một bản tin bão, và vì sao phần cuối quan trọng nhất.', 'post_category' => array( $storms, $weather ), 'tags_input' => array( 'miền Bắc' ), 'meta_input' => array( '_thumbnail_id' => $storm ) )
);
article(
	'2023-12-08 06:00:00',
	'Ảnh: Sông Hồng & mùa cạn “trơ đáy” – 3 < 4',
	'song-hong-mua-can',
	"<!-- wp:gallery {\"linkTo\":\"none\"} -->\n<figure class=\"wp-block-gallery has-nested-images columns-default is-cropped\">" . image_block( $river, 'Bãi cát nổi' ) . image_block( $chart, '' ) . "<figcaption class=\"blocks-gallery-caption wp-element-caption\">Hai tấm ảnh của tháng Ba</figcaption></figure>\n<!-- /wp:gallery -->",
	array( 'post_author' => $luc, 'post_category' => array( $water ), 'tags_input' => array( 'miền Bắc', 'lũ quét' ), 'meta_input' => array( '_thumbnail_id' => $river ) )
);
$tube  = 'https://www.youtube.com/watch?v=aqz-KE-bpKQ';
$embed = "<!-- wp:embed {\"url\":\"$tube\",\"type\":\"video\",\"providerNameSlug\":\"youtube\",\"responsive\":true,\"className\":\"wp-embed-aspect-16-9 wp-has-aspect-ratio\"} -->\n<figure class=\"wp-block-embed is-type-video is-provider-youtube wp-block-embed-youtube wp-embed-aspect-16-9 wp-has-aspect-ratio\"><div class=\"wp-block-embed__wrapper\">\n$tube\n</div><figcaption class=\"wp-element-caption\">Phim của đài khí tượng</figcaption></figure>\n<!-- /wp:embed -->";
$film  = article( '2023-12-07 06:00:00', 'Phim: mắt bão nhìn từ máy bay', 'phim-mat-bao', paragraph( 'Xem phim.' ) . $embed, array( 'post_category' => array( $storms ) ) );
// What YouTube would answer WordPress, kept as WordPress keeps it, since nothing here asks YouTube.
add_filter(
	'pre_oembed_result',
	function () {
		return '<iframe title="Mắt bão" width="500" height="281" src="https://www.youtube.com/embed/aqz-KE-bpKQ?feature=oembed" frameborder="0" allow="accelerometer; autoplay; clipboard-write; encrypted-media; gyroscope; picture-in-picture; web-share" allowfullscreen></iframe>';
	}
);
$GLOBALS['wp_embed']->cache_oembed( $film );
article( '2023-12-06 06:00:00', 'Phim không tải được', 'phim-khong-tai-duoc', str_replace( 'aqz-KE-bpKQ', 'khong-co-phim', $embed ), array( 'post_category' => array( $storms ) ) );
article(
	'2023-12-05 06:00:00',
	'Bảng, mã và HTML lạ',
	'bang-ma-html-la',
	"<!-- wp:table -->\n<figure class=\"wp-block-table\"><table><thead><tr><th>Trạm</th><th>mm</th></tr></thead><tbody><tr><td>Láng</td><td>12,5</td></tr></tbody></table><figcaption class=\"wp-element-caption\">Mưa một giờ</figcaption></figure>\n<!-- /wp:table -->\n\n" .
	"<!-- wp:code -->\n<pre class=\"wp-block-code\"><code>if mua &lt; 3 { \"khô\" }</code></pre>\n<!-- /wp:code -->\n\n" .
	"<!-- wp:html -->\n<div style=\"color:red\" onclick=\"alert(1)\"><script>alert('trang')</script><style>p{color:red}</style><marquee>chạy</marquee><form action=\"https://example.org\"><input name=a></form><p>Đoạn <b>không đóng\n<p>Đoạn sau</div>\n<!-- /wp:html -->\n\n" .
	"Một đoạn cũ, không có khối.\nDòng hai.\n\n[caption id=\"attachment_$river\" align=\"alignleft\" width=\"300\"]<img class=\"wp-image-$river\" src=\"" . wp_get_attachment_image_url( $river, 'medium' ) . '" alt="Bãi cát" width="300" height="225" /> Chú thích kiểu cũ[/caption]' . "\n\n[gallery ids=\"$storm,$river\"]\n\n[ma_ngan_la thu=\"1\"]\n\n<!-- wp:shortcode -->\n[audio src=\"" . home_url( '/wp-content/uploads/2023/12/am-thanh.mp3' ) . "\"]\n<!-- /wp:shortcode -->\n\n" .
	"<!-- wp:buttons --><div class=\"wp-block-buttons\"><!-- wp:button --><div class=\"wp-block-button\"><a class=\"wp-block-button__link wp-element-button\" href=\"https://example.org\">Bấm</a></div><!-- /wp:button --></div><!-- /wp:buttons -->\n\n<!-- wp:separator --><hr class=\"wp-block-separator has-alpha-channel-opacity\"/><!-- /wp:separator -->\n\n<!-- wp:file {\"href\":\"https://example.org/a.pdf\"} --><div class=\"wp-block-file\"><a href=\"https://example.org/a.pdf\">Tệp PDF</a></div><!-- /wp:file -->",
	array( 'post_category' => array( $weather ) )
);
article( '2013-05-04 06:00:00', 'Bài từ thời chưa có khối', 'bai-cu', "Đoạn đầu,\ncó xuống dòng.\n\n<!--more-->\n\n<h2>Tiêu đề</h2>\nĐoạn hai với \"ngoặc kép\" và <em>chữ nghiêng</em>...\n\n[caption id=\"attachment_$river\" align=\"alignleft\" width=\"300\"]<img class=\"wp-image-$river\" src=\"" . wp_get_attachment_image_url( $river, 'medium' ) . '" alt="Bãi cát" width="300" height="169" /> Chú thích kiểu cũ[/caption]' . "\n\n[gallery ids=\"$storm,$river\"]\n\n$tube\n\n<!--nextpage-->\n\nTrang hai của bài.", array( 'post_category' => array( $water ) ) );
article( '2023-12-04 06:00:00', '', 'khong-co-tieu-de', paragraph( 'Tin vắn, không có tít.' ), array( 'post_category' => array( 1 ), 'post_author' => $luc ) );
article( '2023-12-03 06:00:00', str_repeat( 'Một cái tít rất dài về mưa lũ miền Trung ', 12 ), 'tit-rat-dai', paragraph( 'Thân bài ngắn.' ), array( 'post_category' => array( $water ), 'tags_input' => array( 'lũ quét' ) ) );
article( '2023-12-02 06:00:00', 'Tin chỉ cho người có mật khẩu', 'tin-co-mat-khau', paragraph( 'Chữ này không được lộ ra.' ), array( 'post_password' => 'nuoc', 'post_category' => array( $water ), 'post_excerpt' => 'Sapo này cũng không.' ) );
article( '2023-12-02 07:00:00', 'Tin riêng', 'tin-rieng', paragraph( 'Riêng.' ), array( 'post_status' => 'private' ) );
article( '2023-12-02 08:00:00', 'Tin nháp', 'tin-nhap', paragraph( 'Nháp.' ), array( 'post_status' => 'draft' ) );
article( '2043-01-01 00:00:00', 'Tin của năm 2043', 'tin-nam-2043', paragraph( 'Chưa tới lúc.' ), array( 'post_status' => 'future' ) );
$sticky = article( '2023-11-30 06:00:00', 'Thông báo của toà soạn', 'thong-bao', paragraph( 'Ghim trên đầu.' ), array( 'comment_status' => 'closed' ) );
stick_post( $sticky );
foreach ( range( 1, 14 ) as $day ) {
	article( sprintf( '2023-11-%02d 06:00:00', $day ), "Mực nước ngày $day tháng 11", "muc-nuoc-$day", paragraph( "Mực nước sông Hồng tại Hà Nội ngày $day." ), array( 'post_category' => array( $water ) ) );
}
$about = article( '2023-01-01 08:00:00', 'Giới thiệu', 'gioi-thieu', paragraph( 'Con Nước là tờ báo mẫu.' ), array( 'post_type' => 'page' ) );
article( '2023-01-01 08:00:00', 'Liên hệ', 'lien-he', paragraph( 'Thư gửi toà soạn.' ), array( 'post_type' => 'page', 'post_parent' => $about, 'menu_order' => 2 ) );

$storm = get_page_by_path( 'doc-ban-tin-bao', OBJECT, 'post' )->ID;
$first = comment( $storm, '2023-12-09 10:00:00', 'Lê Thị Mai', "Bài dễ hiểu.\nXin hỏi: gió <strong>cấp 6</strong> tính từ đâu?\n\nhttps://example.org/hoi", 0, array( 'comment_author_email' => 'mai@example.org', 'comment_author_url' => 'https://mai.example.org' ) );
$reply = comment( $storm, '2023-12-09 10:30:00', 'Nguyễn Thị Hạnh', 'Tính từ tâm bão, chị ạ.', $first, array( 'user_id' => $hanh, 'comment_author_email' => 'hanh@example.org' ) );
$third = comment( $storm, '2023-12-09 11:00:00', 'Lê Thị Mai', 'Cảm ơn chị 🌀👍🏽.', $reply );
comment( $storm, '2023-12-09 11:30:00', 'Vũ', 'Trả lời tầng bốn.', $third );
comment( $storm, '2023-12-09 12:00:00', '', '<script>alert(1)</script> <a href="javascript:alert(1)">bấm</a> & <b>đậm', 0, array( 'comment_author_url' => 'javascript:alert(1)' ) );
comment( $storm, '2023-12-09 12:30:00', 'Chờ', 'Chưa duyệt.', 0, array( 'comment_approved' => 0 ) );
comment( $storm, '2023-12-09 12:40:00', 'Rác', 'Rác.', 0, array( 'comment_approved' => 'spam' ) );
$held = comment( $storm, '2023-12-09 12:45:00', 'Bị gỡ', 'Có người trả lời, rồi bị gỡ.', 0, array( 'comment_approved' => 'trash' ) );
comment( $storm, '2023-12-09 12:50:00', 'Mồ côi', 'Trả lời một ý kiến đã bị gỡ.', $held );
comment( $storm, '2023-12-09 12:55:00', 'Báo bạn', 'Nhắc tới bài này.', 0, array( 'comment_type' => 'pingback', 'comment_author_url' => 'https://example.org/bai' ) );
foreach ( range( 1, 7 ) as $minute ) {
	comment( $storm, "2023-12-09 13:0$minute:00", "Bạn đọc $minute", "Ý kiến thứ $minute: nước lên chậm." );
}
echo $storm;
