package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.util.List;

/** Built-ins that reach the network, the host or chance: a gate must give the same answer every time, from its inputs. */
final class Refused {
    private Refused() {}

    static void register(Registry r) {
        r.refused("http.send", 1, "policies must not use the network");
        r.refused("net.lookup_ip_addr", 1, "policies must not use the network");
        r.refused("opa.runtime", 0, "policies must not see the host");
        r.refused("test.sleep", 1, "policies must not wait");
        r.refused("rego.parse_module", 2, "policies must not read policies");
        for (String name : List.of("parse", "parse_and_verify", "is_valid")) {
            r.refused("graphql." + name, 2, "GraphQL is not supported");
        }
        for (String name : List.of("parse_query", "parse_schema", "schema_is_valid")) {
            r.refused("graphql." + name, 1, "GraphQL is not supported");
        }
    }
}
