package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Query;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list asks for, from the query of a GET or the body of a bulk list; an anchor that was not sent is null. */
record ListQuery(Anchors anchors, Form form, @Nullable String filters, @Nullable Page page) {

    /** What narrows the collection; an empty list selects nothing (API-59). */
    record Anchors(
            @Nullable List<String> uuids,
            @Nullable List<String> parents,
            @Nullable List<String> referred,
            @Nullable List<String> fqNames,
            @Nullable ParentName parentName) {
        boolean isWhole() {
            return uuids == null && parents == null && referred == null && fqNames == null && parentName == null;
        }
    }

    /** {@code type} is empty when it was not sent. */
    record ParentName(String fqName, String type) {}

    /** How the entries look. */
    record Form(boolean count, boolean detail, Set<String> fields, boolean hrefs) {}

    /** {@code marker} is empty for the first page. */
    record Page(String marker, int limit) {
        static final int USUAL = 256;
    }

    static ListQuery of(Query query) {
        String parent = query.first("parent_fq_name_str");
        Anchors anchors = new Anchors(
                list(query.first("obj_uuids")),
                list(query.first("parent_id")),
                list(query.first("back_ref_id")),
                list(query.first("fq_names")),
                parent == null ? null : new ParentName(parent, query.first("parent_type", "")));
        Form form = new Form(
                query.first("count", "").equalsIgnoreCase("true"),
                query.first("detail", "").equalsIgnoreCase("true"),
                fields(query.first("fields")),
                !query.has("exclude_hrefs"));
        String marker = query.first("page_marker");
        return new ListQuery(
                anchors,
                form,
                query.first("filters"),
                marker == null ? null : page(marker, query.first("page_limit", "")));
    }

    /** In a bulk list every truthy value counts for a flag (API-63). */
    static ListQuery of(ObjectNode body) {
        Anchors anchors = new Anchors(
                list(text(body, "obj_uuids")),
                list(text(body, "parent_id")),
                list(text(body, "back_ref_id")),
                null,
                null);
        Form form = new Form(
                !Json.empty(body.get("count")),
                !Json.empty(body.get("detail")),
                fields(text(body, "fields")),
                Json.empty(body.get("exclude_hrefs")));
        JsonNode marker = body.get("page_marker");
        Page page = marker == null
                ? null
                : page(
                        marker.isNull() ? "" : marker.asText(),
                        body.path("page_limit").asText(""));
        return new ListQuery(anchors, form, text(body, "filters"), page);
    }

    private static @Nullable String text(ObjectNode body, String key) {
        JsonNode value = body.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw ApiError.unforeseen();
        }
        return value.asText();
    }

    private static @Nullable List<String> list(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }

    static Set<String> fields(@Nullable String text) {
        return text == null || text.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(",")));
    }

    private static Page page(String marker, String limit) {
        int most = Page.USUAL;
        if (!limit.isEmpty()) {
            try {
                most = Integer.parseInt(limit);
            } catch (NumberFormatException e) {
                most = 0;
            }
        }
        if (most <= 0) {
            throw ApiError.badRequest("Invalid page_limit " + limit);
        }
        return new Page(marker.equals("None") ? "" : marker, most);
    }
}
