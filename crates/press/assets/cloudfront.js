// Pages are folders with an index.html in them; an address without its last slash leads to the one with it.
function handler(event) {
  var request = event.request;
  var path = request.uri.replace(/^[/\\]+/, "/");
  if (path.endsWith("/")) {
    request.uri = path + "index.html";
    return request;
  }
  if (path.split("/").pop().indexOf(".") >= 0) return request;
  return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: path + "/" } } };
}
