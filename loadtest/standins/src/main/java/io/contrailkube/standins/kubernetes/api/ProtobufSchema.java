package io.contrailkube.standins.kubernetes.api;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of those fields that kubectl fills in when it creates an object from its arguments. */
final class ProtobufSchema {
    /** A field: {@code string} unless a type is named; {@code set} is a number whose zero counts. */
    record Field(String name, String type, boolean repeated, boolean map) {}

    /** One message a line: {@code number:name=type}, {@code *} for a list, {@code %} for a map. */
    private static final String TEXT =
            """
            Unknown 1:typeMeta=TypeMeta 2:raw=bytes
            TypeMeta 1:apiVersion 2:kind
            ObjectMeta 1:name 2:generateName 3:namespace 11:labels% 12:annotations% 14:finalizers*
            Namespace 1:metadata=ObjectMeta
            ConfigMap 1:metadata=ObjectMeta 2:data% 3:binaryData=bytes% 4:immutable=bool
            Secret 1:metadata=ObjectMeta 2:data=bytes% 3:type 4:stringData% 5:immutable=bool
            ServiceAccount 1:metadata=ObjectMeta
            Service 1:metadata=ObjectMeta 2:spec=ServiceSpec
            ServiceSpec 1:ports=ServicePort* 2:selector% 3:clusterIP 4:type 5:externalIPs* 7:sessionAffinity 8:loadBalancerIP 10:externalName 18:clusterIPs*
            ServicePort 1:name 2:protocol 3:port=number 4:targetPort=IntOrString 5:nodePort=number 6:appProtocol
            IntOrString 1:type=number 2:intVal=number 3:strVal
            Deployment 1:metadata=ObjectMeta 2:spec=DeploymentSpec
            DeploymentSpec 1:replicas=set 2:selector=LabelSelector 3:template=PodTemplateSpec
            LabelSelector 1:matchLabels%
            PodTemplateSpec 1:metadata=ObjectMeta 2:spec=PodSpec
            PodSpec 2:containers=Container*
            Container 1:name 2:image 3:command* 4:args* 6:ports=ContainerPort*
            ContainerPort 1:name 2:hostPort=number 3:containerPort=number 4:protocol 5:hostIP
            """;

    private static final Pattern FIELD = Pattern.compile("(\\d+):(\\w+)(?:=(\\w+))?([*%]?)");
    private static final Map<String, Map<Integer, Field>> MESSAGES = parse();

    static final Map<Integer, Field> ENVELOPE = of("Unknown");

    private ProtobufSchema() {}

    /** The fields of a message by their number, none when it is not known. */
    static Map<Integer, Field> of(String message) {
        return MESSAGES.getOrDefault(message, Map.of());
    }

    /** The message that is one entry of a map with values of that type. */
    static Map<Integer, Field> entry(String type) {
        return Map.of(1, new Field("key", "string", false, false), 2, new Field("value", type, false, false));
    }

    private static Map<String, Map<Integer, Field>> parse() {
        Map<String, Map<Integer, Field>> messages = new HashMap<>();
        TEXT.lines().forEach(line -> {
            Map<Integer, Field> fields = new HashMap<>();
            Matcher each = FIELD.matcher(line);
            while (each.find()) {
                String type = each.group(3) == null ? "string" : each.group(3);
                String form = each.group(4);
                fields.put(
                        Integer.parseInt(each.group(1)),
                        new Field(each.group(2), type, form.equals("*"), form.equals("%")));
            }
            messages.put(line.substring(0, line.indexOf(' ')), fields);
        });
        return messages;
    }
}
