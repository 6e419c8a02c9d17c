package io.contrailkube.node.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The objects in one text of YAML or JSON: several documents, lists within them. */
final class ManifestReader {
    private final String name;
    private final List<Manifest> objects = new ArrayList<>();
    private final List<ManifestFault> faults = new ArrayList<>();

    ManifestReader(String name) {
        this.name = name;
    }

    Manifests read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setSchema(new CoreSchema())
                // YamlValues sets the bounds and names the line; a list of ten thousand namespaces is no attack.
                .setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(text).iterator();
            while (documents.hasNext()) {
                document(documents.next());
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> mark.getLine() + 1)
                    .orElse(1);
            fault(line, "this is no YAML: " + e.getProblem(), "correct it; what follows was not looked at");
        } catch (YamlEngineException e) {
            fault(1, "this is no YAML: " + e.getMessage(), "correct it");
        }
        return new Manifests(objects, faults);
    }

    private void document(Node node) {
        try {
            if (!YamlValues.isNothing(node)) {
                object(node, YamlValues.line(node));
            }
        } catch (YamlValues.Unreadable e) {
            fault(e.line(), e.problem(), "correct it");
        }
    }

    private void object(Node node, int line) {
        if (!(node instanceof MappingNode mapping)) {
            fault(line, "this is not a Kubernetes object", "write apiVersion, kind and metadata");
            return;
        }
        JsonNode value = YamlValues.json(mapping);
        if (value instanceof ObjectNode object) {
            if (object.path("kind").asText().endsWith("List")
                    && object.path("items").isArray()) {
                items(mapping);
            } else if (isComplete(object, line)) {
                textsAreTexts(object, "labels", line);
                textsAreTexts(object, "annotations", line);
                objects.add(new Manifest(object, name + ':' + line));
            }
        }
    }

    /** By node, so that every item has its own line. */
    private void items(MappingNode list) {
        for (NodeTuple field : list.getValue()) {
            if (field.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("items")
                    && field.getValueNode() instanceof SequenceNode items) {
                items.getValue().forEach(item -> object(item, YamlValues.line(item)));
            }
        }
    }

    private boolean isComplete(ObjectNode object, int line) {
        boolean complete = true;
        for (String pointer : List.of("/apiVersion", "/kind", "/metadata/name")) {
            JsonNode value = object.at(pointer);
            if (!value.isTextual() || value.asText().isBlank()) {
                String field = pointer.substring(1).replace('/', '.');
                String what = value.isMissingNode() || value.isNull() ? " is missing" : " is not a text";
                fault(line, about(object) + field + what, "every manifest needs it");
                complete = false;
            }
        }
        return complete;
    }

    private void textsAreTexts(ObjectNode object, String field, int line) {
        JsonNode map = object.path("metadata").path(field);
        map.properties().forEach(entry -> {
            if (!entry.getValue().isTextual() && !entry.getValue().isNull()) {
                fault(
                        line,
                        about(object) + "metadata." + field + '.' + entry.getKey() + " is not a text but "
                                + entry.getValue(),
                        "put it in quotes: Kubernetes takes only texts here");
            }
        });
        if (!map.isMissingNode() && !map.isNull() && !map.isObject()) {
            fault(line, about(object) + "metadata." + field + " is not a map", "write it as keys and values");
        }
    }

    private static String about(ObjectNode object) {
        String kind = object.path("kind").asText();
        String objectName = object.at("/metadata/name").asText();
        return kind.isEmpty() && objectName.isEmpty() ? "" : (kind + ' ' + objectName).strip() + ": ";
    }

    private void fault(int line, String problem, String remedy) {
        faults.add(new ManifestFault(name + ':' + line, problem, remedy));
    }
}
