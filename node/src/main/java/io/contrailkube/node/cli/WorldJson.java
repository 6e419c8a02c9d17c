package io.contrailkube.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;

/** The form in which Contrail objects are printed: by type, then by name; equal worlds are equal byte for byte. */
public final class WorldJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private WorldJson() {}

    /** Pretty, with a line break at the end. */
    public static String render(SortedMap<String, SortedMap<String, ObjectNode>> objects) {
        var indenter = new DefaultIndenter("  ", "\n");
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        var printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(objects) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }
}
