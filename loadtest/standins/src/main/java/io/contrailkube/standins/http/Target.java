package io.contrailkube.standins.http;

/** What a request line asks for: the path as sent, the path decoded, and the query. */
public record Target(String rawPath, String path, Query query) {

    /** Splits an origin-form or absolute-form request target. */
    public static Target parse(String uri) {
        String rest = uri;
        int scheme = rest.startsWith("/") ? -1 : rest.indexOf("://");
        if (scheme >= 0) {
            int slash = rest.indexOf('/', scheme + 3);
            rest = slash < 0 ? "/" : rest.substring(slash);
        }
        int mark = rest.indexOf('?');
        String rawPath = mark < 0 ? rest : rest.substring(0, mark);
        Query query = mark < 0 ? Query.NONE : Query.parse(rest.substring(mark + 1));
        return new Target(rawPath, Percent.decode(rawPath, false), query);
    }
}
