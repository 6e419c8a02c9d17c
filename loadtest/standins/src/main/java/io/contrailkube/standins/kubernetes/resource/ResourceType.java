package io.contrailkube.standins.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One served kind; made by the row of {@link Resources} that describes it. */
public final class ResourceType {
    private final Row row;
    private final byte[] head;

    private ResourceType(Row row) {
        this.row = row;
        this.head = ("{\"kind\":\"" + row.kind + "\",\"apiVersion\":\"" + apiVersion() + "\",")
                .getBytes(StandardCharsets.UTF_8);
    }

    public String group() {
        return row.group;
    }

    public String version() {
        return row.version;
    }

    public String apiVersion() {
        return row.group.isEmpty() ? row.version : row.group + "/" + row.version;
    }

    public String kind() {
        return row.kind;
    }

    public String plural() {
        return row.plural;
    }

    public String singular() {
        return row.kind.toLowerCase(java.util.Locale.ROOT);
    }

    public List<String> shortNames() {
        return row.shortNames;
    }

    public List<String> categories() {
        return row.categories;
    }

    public boolean namespaced() {
        return row.namespaced;
    }

    public boolean hasStatus() {
        return row.status;
    }

    /** Served only while its CustomResourceDefinition exists, as the real server does: no strategic merge patch, list items carry their kind. */
    public boolean custom() {
        return row.custom;
    }

    public Naming naming() {
        return row.naming;
    }

    /** Field selectors beside metadata.name and metadata.namespace, each with its path. */
    public Map<String, String[]> fields() {
        return row.fields;
    }

    public List<Column> columns() {
        return row.columns;
    }

    /** Fills in what the API server fills in. */
    public void setDefaults(ObjectNode object) {
        row.defaults.accept(object);
    }

    /** The other form in which the same objects are stored, null when this is the stored form. */
    public @Nullable Form form() {
        return row.form;
    }

    /** How the stored bytes of every object of this kind begin. */
    public byte[] head() {
        return head.clone();
    }

    public int headLength() {
        return head.length;
    }

    /** Plural and group as error messages name it. */
    public String qualified() {
        return row.group.isEmpty() ? row.plural : row.plural + "." + row.group;
    }

    @Override
    public String toString() {
        return qualified() + "/" + row.version;
    }

    /** A kind that is another view of the objects of {@code storage}. */
    public record Form(String storage, Consumer<ObjectNode> toStored, Consumer<ObjectNode> fromStored) {}

    /** A row of the table while it is written. */
    static final class Row {
        private final String group;
        private final String version;
        private final String kind;
        private final String plural;
        private List<String> shortNames = List.of();
        private List<String> categories = List.of();
        private boolean namespaced = true;
        private boolean status;
        private boolean custom;
        private Naming naming = Naming.SUBDOMAIN;
        private final Map<String, String[]> fields = new LinkedHashMap<>();
        private final List<Column> columns = new ArrayList<>();
        private Consumer<ObjectNode> defaults = object -> {};
        private @Nullable Form form;

        Row(String group, String version, String kind, String plural) {
            this.group = group;
            this.version = version;
            this.kind = kind;
            this.plural = plural;
        }

        Row shortNames(String... names) {
            shortNames = List.of(names);
            return this;
        }

        Row categories(String... names) {
            categories = List.of(names);
            return this;
        }

        Row clusterWide() {
            namespaced = false;
            return this;
        }

        Row status() {
            status = true;
            return this;
        }

        Row custom() {
            custom = true;
            return this;
        }

        Row naming(Naming rule) {
            naming = rule;
            return this;
        }

        /** Field selectors by their dotted path. */
        Row fields(String... paths) {
            for (String path : paths) {
                fields.put(path, path.split("\\."));
            }
            return this;
        }

        Row columns(Column... more) {
            columns.addAll(List.of(more));
            return this;
        }

        Row defaults(Consumer<ObjectNode> filling) {
            defaults = filling;
            return this;
        }

        Row form(String storage, Consumer<ObjectNode> toStored, Consumer<ObjectNode> fromStored) {
            form = new Form(storage, toStored, fromStored);
            return this;
        }

        ResourceType done() {
            return new ResourceType(Objects.requireNonNull(this));
        }
    }
}
