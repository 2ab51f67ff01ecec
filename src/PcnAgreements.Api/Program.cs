using PcnAgreements.Api.Host;
using PcnAgreements.Store.Log;

return await Service.Run(args, new NpgsqlEngine());
