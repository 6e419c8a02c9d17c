package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.resource.Column;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.List;

/** In which form objects leave: as they are, as rows of a table, or their metadata alone. */
sealed interface Rendering {
    /** One object, as the whole body of an answer. */
    byte[] whole(Stored object);

    /** One object within a list. */
    byte[] item(Stored object);

    /** The list around the items: all but the items themselves. */
    ObjectNode frame();

    /** The field of the frame that holds the items. */
    String items();

    /** By the Accept header; the first form that is known wins, as protobuf is not. */
    static Rendering of(Request request, ResourceType type) {
        for (String range : request.headers().first("Accept", "").split(",")) {
            if (range.contains("as=Table") && type.columns().size() > 0) {
                return new Table(type, request.query().first("includeObject", "Metadata"), version(range));
            }
            if (range.contains("as=PartialObjectMetadata")) {
                return new MetadataOnly(version(range));
            }
            if (range.strip().equals("application/json")) {
                break;
            }
        }
        return new Plain(type);
    }

    private static String version(String range) {
        return "meta.k8s.io/" + (range.contains("v=v1beta1") ? "v1beta1" : "v1");
    }

    /** The object itself, in the form of the asked kind. */
    private static ObjectNode tree(Stored object, ResourceType type) {
        ObjectNode tree = object.tree();
        ResourceType.Form form = type.form();
        if (form != null) {
            form.fromStored().accept(tree);
            tree.put("apiVersion", type.apiVersion());
        }
        return tree;
    }

    /** Full objects; items of built-in lists come without kind and apiVersion, as from the real server. */
    record Plain(ResourceType type) implements Rendering {
        @Override
        public byte[] whole(Stored object) {
            return type.form() == null ? object.json() : Json.bytes(tree(object, type));
        }

        @Override
        public byte[] item(Stored object) {
            byte[] whole = whole(object);
            if (type.custom()) {
                return whole;
            }
            int skipped = type.headLength() - 1;
            byte[] item = new byte[whole.length - skipped];
            System.arraycopy(whole, skipped, item, 0, item.length);
            item[0] = '{';
            return item;
        }

        @Override
        public ObjectNode frame() {
            return Json.object().put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        }

        @Override
        public String items() {
            return "items";
        }
    }

    /** Tables as kubectl prints them. */
    record Table(ResourceType type, String include, String version) implements Rendering {
        @Override
        public byte[] whole(Stored object) {
            ObjectNode table = frame();
            table.putObject("metadata").put("resourceVersion", Long.toString(object.revision()));
            table.putArray("rows").add(row(object));
            return Json.bytes(table);
        }

        @Override
        public byte[] item(Stored object) {
            return Json.bytes(row(object));
        }

        private ObjectNode row(Stored object) {
            ObjectNode tree = tree(object, type);
            ObjectNode row = Json.object();
            ArrayNode cells = row.putArray("cells");
            for (Column column : type.columns()) {
                cells.addPOJO(column.cell().apply(tree));
            }
            if (include.equals("Object")) {
                row.set("object", tree);
            } else if (include.equals("Metadata")) {
                row.set("object", MetadataOnly.reduced(tree, version));
            }
            return row;
        }

        @Override
        public ObjectNode frame() {
            ObjectNode frame = Json.object().put("kind", "Table").put("apiVersion", version);
            ArrayNode columns = frame.putArray("columnDefinitions");
            for (Column column : type.columns()) {
                columns.addObject()
                        .put("name", column.name())
                        .put("type", column.type())
                        .put("format", column.name().equals("Name") ? "name" : "")
                        .put("description", column.name())
                        .put("priority", column.priority());
            }
            return frame;
        }

        @Override
        public String items() {
            return "rows";
        }
    }

    /** PartialObjectMetadata. */
    record MetadataOnly(String version) implements Rendering {
        static ObjectNode reduced(ObjectNode tree, String version) {
            return tree.retain(List.of("metadata"))
                    .put("kind", "PartialObjectMetadata")
                    .put("apiVersion", version);
        }

        @Override
        public byte[] whole(Stored object) {
            return Json.bytes(reduced(object.tree(), version));
        }

        @Override
        public byte[] item(Stored object) {
            return whole(object);
        }

        @Override
        public ObjectNode frame() {
            return Json.object().put("kind", "PartialObjectMetadataList").put("apiVersion", version);
        }

        @Override
        public String items() {
            return "items";
        }
    }
}
