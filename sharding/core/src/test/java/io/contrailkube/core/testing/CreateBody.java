package io.contrailkube.core.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailType;

/** The content of the request that creates an object, as spec 02 writes it: references by name alone. */
public final class CreateBody {
    private CreateBody() {}

    public static ObjectNode of(ContrailObject object) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("uuid", object.uuid());
        object.key().fqName().parts().forEach(body.putArray("fq_name")::add);
        if (!object.type().parent().equals(ContrailType.ROOT)) {
            body.put("parent_type", object.type().parent());
        }
        body.setAll(object.properties());
        object.references().forEach(reference -> {
            ObjectNode element = body.withArray(reference.field()).addObject();
            reference.to().fqName().parts().forEach(element.putArray("to")::add);
            element.set("attr", reference.attr());
        });
        object.entries().forEach(entry -> body.withObject("/" + entry.list().property())
                .withArray(entry.list().wrapper())
                .add(entry.value()));
        return body;
    }
}
