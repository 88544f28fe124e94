using System.Reflection;
using System.Runtime.CompilerServices;

namespace WorkflowEngine.Tests.Architecture;

/// <summary>Prints what an assembly shows to others: one line per type, one indented line per member, in a stable order.</summary>
internal static class PublicApiPrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes().Where(IsWritten).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            lines.Add(Header(type));
            lines.AddRange(Members(type).Order(StringComparer.Ordinal).Select(member => "    " + member));
            lines.Add("");
        }

        return string.Join('\n', lines);
    }

    private static bool IsWritten(MemberInfo member) =>
        !member.Name.Contains('<') && !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string Header(Type type)
    {
        var name = $"{type.Namespace}.{TypeText.Name(type)}";
        if (type.IsEnum)
        {
            return $"{(type.IsDefined(typeof(FlagsAttribute)) ? "flags " : "")}enum {name} : {TypeText.Name(Enum.GetUnderlyingType(type))}";
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return "delegate " + Signature(type.GetMethod("Invoke")!, name);
        }

        var isRecord = type.GetMethod("PrintMembers", Declared) is not null;
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (isRecord ? "record struct" : "struct"),
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => isRecord ? "abstract record" : "abstract class",
            { IsSealed: true } => isRecord ? "sealed record" : "sealed class",
            _ => isRecord ? "record" : "class",
        };
        var bases = Bases(type).ToList();
        return $"{kind} {name}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : "")}{TypeText.Constraints(type.GetGenericArguments())}";
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            yield return TypeText.Name(parent);
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var part in type.GetInterfaces().Except(inherited).Where(part => part.IsVisible).Select(TypeText.Name).Order(StringComparer.Ordinal))
        {
            yield return part;
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"{Convert.ToInt64(field.GetRawConstantValue(), null):00} = {field.Name}");
        }

        return type.IsSubclassOf(typeof(Delegate))
            ? []
            : type.GetMembers(Declared).Where(IsWritten).Select(Member).OfType<string>();
    }

    private static string? Member(MemberInfo member) => member switch
    {
        FieldInfo field when Access(field.Attributes) is { } access =>
            $"{access}{(field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : ""))}"
            + $"{TypeText.Of(field)} {field.Name}{(field.IsLiteral ? $" = {TypeText.Literal(field.GetRawConstantValue())}" : "")}",
        PropertyInfo property => Property(property),
        EventInfo { AddMethod: { } add } part when Access(add) is { } access => $"{access}event {TypeText.Name(part.EventHandlerType!)} {part.Name}",
        ConstructorInfo { IsStatic: false } constructor when Access(constructor) is { } access && !IsCopy(constructor) =>
            access + Parameters(constructor, "new"),
        MethodInfo method when Access(method) is { } access && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            access + Modifiers(method) + Signature(method, method.Name),
        _ => null,
    };

    private static string? Property(PropertyInfo property)
    {
        var read = property.GetMethod is { } getter ? Access(getter) : null;
        var write = property.SetMethod is { } setter ? Access(setter) : null;
        if (read is null && write is null)
        {
            return null;
        }

        var any = (read is null ? property.SetMethod : property.GetMethod)!;
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var accessors = (read is null ? "" : "get; ") + (write is null ? "" : isInit ? "init; " : "set; ");
        var name = property.GetIndexParameters().Length > 0
            ? $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]"
            : property.Name;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{read ?? write}{Modifiers(any)}{required}{TypeText.Of(property)} {name} {{ {accessors}}}";
    }

    private static string Signature(MethodInfo method, string name)
    {
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        var generic = arguments.Length > 0 ? $"<{string.Join(", ", arguments.Select(argument => argument.Name))}>" : "";
        return $"{TypeText.Of(method.ReturnParameter)} {Parameters(method, name + generic)}{TypeText.Constraints(arguments)}";
    }

    private static string Parameters(MethodBase method, string name)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        return $"{name}({extension}{string.Join(", ", method.GetParameters().Select(Parameter))})";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var kind = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => parameter.IsIn ? "in " : "ref ",
            _ => parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "",
        };
        var value = parameter.HasDefaultValue
            ? $" = {(parameter.RawDefaultValue is null && parameter.ParameterType.IsValueType ? "default" : TypeText.Literal(parameter.RawDefaultValue))}"
            : "";
        return $"{kind}{TypeText.Of(parameter)} {parameter.Name}{value}";
    }

    private static string Modifiers(MethodInfo method) => method switch
    {
        { IsStatic: true } => method.IsAbstract ? "static abstract " : "static ",
        { DeclaringType.IsInterface: true } => method.IsAbstract ? "" : "default ",
        { IsAbstract: true } => "abstract ",
        _ when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [var parameter] && parameter.ParameterType == constructor.DeclaringType;

    private static string? Access(MethodBase method) =>
        method.IsPublic ? "" : method.IsFamily || method.IsFamilyOrAssembly ? "protected " : null;

    private static string? Access(FieldAttributes attributes) => (attributes & FieldAttributes.FieldAccessMask) switch
    {
        FieldAttributes.Public => "",
        FieldAttributes.Family or FieldAttributes.FamORAssem => "protected ",
        _ => null,
    };
}
