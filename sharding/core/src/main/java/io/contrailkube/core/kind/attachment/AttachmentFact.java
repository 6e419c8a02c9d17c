package io.contrailkube.core.kind.attachment;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What we keep of a NetworkAttachmentDefinition (spec 02 section 4.9).
 *
 * @param annotations only those that mean something to us ({@link AttachmentAnnotations})
 * @param pluginType {@code type} in the JSON text of {@code spec.config}; empty if there is none
 */
public record AttachmentFact(ObjectId id, SortedMap<String, String> annotations, String pluginType)
        implements KubeFact {
    public AttachmentFact {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}
